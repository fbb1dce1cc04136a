terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# The page is at /system_properties_ui.do?sysparm_category=Warehouse
resource "servicenow_system_property_category" "warehouse" {
  name              = "Warehouse"
  title             = "Settings of the warehouse"
  application_scope = "global"
}

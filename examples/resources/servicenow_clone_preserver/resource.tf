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

# A test instance keeps its own way to the warehouse: the addresses differ from those of production.
resource "servicenow_clone_preserver" "warehouse" {
  name      = "Warehouse connections"
  table     = "http_connection"
  condition = "nameSTARTSWITHWarehouse"
}

resource "servicenow_clone_preserver" "look" {
  name      = "Banner of this instance"
  table     = "sys_properties"
  condition = "nameSTARTSWITHcss"
  theme     = true
}

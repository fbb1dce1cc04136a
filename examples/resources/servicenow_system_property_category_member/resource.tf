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

resource "servicenow_system_property_category" "warehouse" {
  name  = "Warehouse"
  title = "Settings of the warehouse"
}

resource "servicenow_system_property" "url" {
  name        = "warehouse.url"
  value       = "https://warehouse.example.com"
  description = "Where the warehouse is reached"
}

resource "servicenow_system_property_category_member" "url" {
  category          = servicenow_system_property_category.warehouse.id
  property          = servicenow_system_property.url.name
  order             = 100
  application_scope = "global"
}

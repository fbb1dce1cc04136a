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

resource "servicenow_catalog" "fleet" {
  title = "Fleet"
}

resource "servicenow_catalog_category" "vans" {
  title   = "Vans"
  catalog = servicenow_catalog.fleet.title
}

data "servicenow_catalog_category" "vans" {
  catalog = servicenow_catalog.fleet.title
  title   = servicenow_catalog_category.vans.title
}

output "vans_are_shown" {
  value = data.servicenow_catalog_category.vans.active
}

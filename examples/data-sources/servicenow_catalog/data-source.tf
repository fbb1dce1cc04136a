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
  title       = "Fleet"
  description = "Cars, vans and what belongs to them"
}

data "servicenow_catalog" "fleet" {
  title = servicenow_catalog.fleet.title
}

output "fleet_is_offered" {
  value = data.servicenow_catalog.fleet.active
}

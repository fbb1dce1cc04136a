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

resource "servicenow_role" "fleet" {
  name        = "fleet_reader"
  description = "May read what the fleet needs"
}

# Who has the fleet's role may also read incidents.
resource "servicenow_role_contains" "fleet" {
  role     = servicenow_role.fleet.name
  contains = "itil"
}

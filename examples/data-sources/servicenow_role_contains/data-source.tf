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

resource "servicenow_role" "harbour" {
  name        = "harbour_reader"
  description = "May read what the harbour needs"
}

resource "servicenow_role_contains" "harbour" {
  role     = servicenow_role.harbour.name
  contains = "itil"
}

data "servicenow_role_contains" "harbour" {
  role     = servicenow_role_contains.harbour.role
  contains = servicenow_role_contains.harbour.contains
}

output "harbour_contains" {
  value = data.servicenow_role_contains.harbour.id
}

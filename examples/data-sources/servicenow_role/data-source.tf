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

resource "servicenow_role" "audit" {
  name        = "audit_reader"
  description = "May read what the audit needs"
}

data "servicenow_role" "audit" {
  name = servicenow_role.audit.name
}

output "audit_description" {
  value = data.servicenow_role.audit.description
}

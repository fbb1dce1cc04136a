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

# Any table, with an encoded query as the list view's "Copy query" gives it.
data "servicenow_records" "integration_roles" {
  table  = "sys_user_role"
  query  = "nameINconnection_admin,credential_admin,oauth_admin^ORDERBYname"
  fields = ["name", "description"]
  limit  = 10

  lifecycle {
    postcondition {
      condition     = length(self.records) == 3
      error_message = "The account cannot see all three roles that integrations are set up with."
    }
  }
}

output "integration_roles" {
  value = { for role in data.servicenow_records.integration_roles.records : role.name => role.description }
}

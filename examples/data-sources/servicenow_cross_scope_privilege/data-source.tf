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

resource "servicenow_scoped_application" "audit" {
  name  = "Audit"
  scope = "x_acme_audit"
}

resource "servicenow_cross_scope_privilege" "users" {
  application_scope = servicenow_scoped_application.audit.scope
  source_scope      = servicenow_scoped_application.audit.scope
  target_scope      = "global"
  target_type       = "sys_db_object"
  target_name       = "sys_user"
  operation         = "read"
  status            = "requested"
}

data "servicenow_cross_scope_privilege" "users" {
  source_scope = servicenow_cross_scope_privilege.users.source_scope
  target_name  = servicenow_cross_scope_privilege.users.target_name
  operation    = servicenow_cross_scope_privilege.users.operation
}

output "users_may_be_read" {
  value = data.servicenow_cross_scope_privilege.users.status == "allowed"
}

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

resource "servicenow_scoped_application" "billing" {
  name  = "Billing"
  scope = "x_acme_billing"
}

# Scripts of the application read incidents …
resource "servicenow_cross_scope_privilege" "incidents" {
  application_scope = servicenow_scoped_application.billing.scope
  source_scope      = servicenow_scoped_application.billing.scope
  target_scope      = "global"
  target_type       = "sys_db_object"
  target_name       = "incident"
  operation         = "read"
  status            = "allowed"
}

# … and call a script include.
resource "servicenow_cross_scope_privilege" "queries" {
  application_scope = servicenow_scoped_application.billing.scope
  source_scope      = servicenow_scoped_application.billing.scope
  target_scope      = "global"
  target_type       = "sys_script_include"
  target_name       = "GlideQuery"
  operation         = "execute"
  status            = "allowed"
}

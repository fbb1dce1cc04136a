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

resource "servicenow_clone_preserver" "accounts" {
  name      = "Mail accounts of this instance"
  table     = "sys_email_account"
  condition = "active=true"
}

data "servicenow_clone_preserver" "accounts" {
  name = servicenow_clone_preserver.accounts.name
}

output "accounts_condition" {
  value = data.servicenow_clone_preserver.accounts.condition
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables. Reading rules takes no elevated session;
# making the one below does.
provider "servicenow" {
  elevate_roles = ["security_admin"]
}

resource "servicenow_acl" "close_notes" {
  name      = "incident.close_notes"
  operation = "write"
  roles     = ["itil"]
}

data "servicenow_acl" "close_notes" {
  type      = "record"
  name      = servicenow_acl.close_notes.name
  operation = "write"
}

output "who_writes_close_notes" {
  value = data.servicenow_acl.close_notes.roles
}

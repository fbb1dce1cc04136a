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

resource "servicenow_data_lookup" "changes" {
  name         = "Priority of changes"
  table        = "change_request"
  lookup_table = "dl_u_priority"
  active       = false
}

data "servicenow_data_lookup" "changes" {
  name = servicenow_data_lookup.changes.name
}

output "changes_are_looked_up_in" {
  value = data.servicenow_data_lookup.changes.lookup_table
}

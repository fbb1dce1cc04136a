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

resource "servicenow_role" "reader" {
  name        = "warehouse_reader"
  description = "May read what the warehouse needs"
}

# Only who administers users may give this one away.
resource "servicenow_role" "writer" {
  name          = "warehouse_writer"
  description   = "May change what the warehouse needs"
  assignable_by = "user_admin"
}

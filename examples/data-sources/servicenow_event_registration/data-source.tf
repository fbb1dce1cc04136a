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

resource "servicenow_event_registration" "found" {
  event_name = "acme.parcel.found"
  table      = "incident"
}

data "servicenow_event_registration" "found" {
  event_name = servicenow_event_registration.found.event_name
}

output "found_is_about" {
  value = data.servicenow_event_registration.found.table
}

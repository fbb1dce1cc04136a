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

resource "servicenow_script_action" "count_delay" {
  name       = "Count the delays"
  event_name = "acme.parcel.late"
  script     = "gs.info('late: ' + current.number);"
}

data "servicenow_script_action" "count_delay" {
  name = servicenow_script_action.count_delay.name
}

output "count_delay_waits_for" {
  value = data.servicenow_script_action.count_delay.event_name
}

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

resource "servicenow_clone_exclusion" "readings" {
  name = "u_sensor_reading"
}

data "servicenow_clone_exclusion" "readings" {
  name = servicenow_clone_exclusion.readings.name
}

output "readings_application" {
  value = data.servicenow_clone_exclusion.readings.application_scope
}

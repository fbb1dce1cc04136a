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

resource "servicenow_retry_policy" "patient" {
  name             = "Patient"
  retry_strategy   = "fixed_time_interval"
  max_elapsed_time = 900
}

data "servicenow_retry_policy" "patient" {
  name = servicenow_retry_policy.patient.name
}

output "patient_strategy" {
  value = data.servicenow_retry_policy.patient.retry_strategy
}

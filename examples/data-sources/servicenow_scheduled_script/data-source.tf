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

resource "servicenow_scheduled_script" "sweep" {
  name     = "Sweep the depots"
  run_type = "on_demand"
  script   = "gs.info('swept');"
}

data "servicenow_scheduled_script" "sweep" {
  name = servicenow_scheduled_script.sweep.name
}

output "sweep_runs" {
  value = data.servicenow_scheduled_script.sweep.run_type
}

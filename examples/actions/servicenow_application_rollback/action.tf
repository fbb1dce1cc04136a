terraform {
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# terraform apply -invoke=action.servicenow_application_rollback.camunda
action "servicenow_application_rollback" "camunda" {
  config {
    scope   = "x_camun_camunda"
    version = "1.2.0" # the version before
  }
}

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

resource "servicenow_application" "camunda_spoke" {
  scope = "x_camun_camunda"
}

# Look an application up without managing it.
data "servicenow_application" "camunda_spoke" {
  scope = servicenow_application.camunda_spoke.scope
}

output "camunda_spoke_latest_version" {
  value = data.servicenow_application.camunda_spoke.latest_version
}

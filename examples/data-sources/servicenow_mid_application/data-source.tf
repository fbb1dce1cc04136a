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

resource "servicenow_mid_application" "scales" {
  name = "Scales"
}

data "servicenow_mid_application" "scales" {
  name = servicenow_mid_application.scales.name
}

output "scales_have_a_default" {
  value = data.servicenow_mid_application.scales.default_mid_server != null
}

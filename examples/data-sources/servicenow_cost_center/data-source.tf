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

resource "servicenow_cost_center" "garden" {
  name = "Garden"
  code = "4900"
}

data "servicenow_cost_center" "garden" {
  name = servicenow_cost_center.garden.name
}

output "garden_is_charged_to" {
  value = data.servicenow_cost_center.garden.code
}

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

resource "servicenow_scripted_rest_api" "returns" {
  name       = "Returns"
  service_id = "returns"
}

data "servicenow_scripted_rest_api" "returns" {
  service_id = servicenow_scripted_rest_api.returns.service_id
}

output "returns_path" {
  value = data.servicenow_scripted_rest_api.returns.base_uri
}

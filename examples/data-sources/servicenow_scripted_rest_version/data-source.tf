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
  name         = "Returns"
  service_id   = "returns"
  is_versioned = true
}

resource "servicenow_scripted_rest_version" "first" {
  web_service_definition = servicenow_scripted_rest_api.returns.id
  version                = 1
}

data "servicenow_scripted_rest_version" "first" {
  web_service_definition = servicenow_scripted_rest_api.returns.id
  version                = servicenow_scripted_rest_version.first.version
}

output "first_version" {
  value = data.servicenow_scripted_rest_version.first.version_id
}

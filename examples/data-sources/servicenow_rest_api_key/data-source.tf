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

resource "servicenow_user" "reporter" {
  user_name               = "reporter.integration"
  last_name               = "Reporter"
  web_service_access_only = true
}

resource "servicenow_rest_api_key" "reporter" {
  name = "Reporter"
  user = servicenow_user.reporter.user_name
}

data "servicenow_rest_api_key" "reporter" {
  name = servicenow_rest_api_key.reporter.name
}

output "reporter_user" {
  value = data.servicenow_rest_api_key.reporter.user
}

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

resource "servicenow_user" "exporter" {
  user_name               = "exporter.integration"
  last_name               = "Exporter"
  web_service_access_only = true
}

# An administrator copies the token from the form and hands it over.
resource "servicenow_rest_api_key" "exporter" {
  name = "Exporter"
  user = servicenow_user.exporter.user_name
}

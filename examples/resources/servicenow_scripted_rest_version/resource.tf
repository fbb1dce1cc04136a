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

resource "servicenow_scripted_rest_api" "parcels" {
  name         = "Parcels"
  service_id   = "parcels"
  is_versioned = true
}

resource "servicenow_scripted_rest_version" "first" {
  web_service_definition = servicenow_scripted_rest_api.parcels.id
  version                = 1
  deprecated             = true
}

resource "servicenow_scripted_rest_version" "second" {
  web_service_definition = servicenow_scripted_rest_api.parcels.id
  version                = 2
  version_id             = "v2"
  is_default             = true
  short_description      = "Answers with the carrier's own status too"
}

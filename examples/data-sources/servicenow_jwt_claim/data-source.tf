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

resource "servicenow_jwt_provider" "library" {
  name = "Library"
}

resource "servicenow_jwt_claim" "audience" {
  jwt_provider = servicenow_jwt_provider.library.id
  name         = "aud"
  value        = "https://login.library.example.com/token"
}

data "servicenow_jwt_claim" "audience" {
  jwt_provider = servicenow_jwt_provider.library.id
  name         = servicenow_jwt_claim.audience.name
}

output "audience" {
  value = data.servicenow_jwt_claim.audience.value
}

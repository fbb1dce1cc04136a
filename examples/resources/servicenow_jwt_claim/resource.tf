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

resource "servicenow_jwt_provider" "archive" {
  name = "Archive"
}

# The instance makes these three with the provider, empty.
resource "servicenow_jwt_claim" "audience" {
  jwt_provider = servicenow_jwt_provider.archive.id
  name         = "aud"
  value        = "https://login.archive.example.com/token"
}

resource "servicenow_jwt_claim" "issuer" {
  jwt_provider = servicenow_jwt_provider.archive.id
  name         = "iss"
  value        = "servicenow@archive.example.com"
}

resource "servicenow_jwt_claim" "subject" {
  jwt_provider = servicenow_jwt_provider.archive.id
  name         = "sub"
  value        = "servicenow@archive.example.com"
}

# One that this third party wants besides.
resource "servicenow_jwt_claim" "scope" {
  jwt_provider = servicenow_jwt_provider.archive.id
  name         = "scope"
  value        = "documents.read"
}

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

resource "servicenow_oauth_registry" "kiosk" {
  name          = "Kiosk"
  type          = "client"
  redirect_urls = ["https://kiosk.example.com/oauth/callback"]
}

resource "servicenow_auth_scope" "kiosk" {
  name        = "kiosk_catalog"
  description = "Read the catalog"
}

resource "servicenow_oauth_registry_auth_scope" "kiosk" {
  oauth_registry = servicenow_oauth_registry.kiosk.id
  auth_scope     = servicenow_auth_scope.kiosk.name
}

data "servicenow_oauth_registry_auth_scope" "kiosk" {
  id = servicenow_oauth_registry_auth_scope.kiosk.id
}

output "kiosk_scope" {
  value = data.servicenow_oauth_registry_auth_scope.kiosk.auth_scope
}

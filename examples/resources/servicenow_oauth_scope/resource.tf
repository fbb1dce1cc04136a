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

resource "servicenow_oauth_registry" "calendar" {
  name               = "Calendar API"
  type               = "oauth_provider"
  client_id          = "servicenow-calendar"
  default_grant_type = "client_credentials"
  token_url          = "https://login.example.com/oauth2/token"
}

# A scope that the calendar's login server grants.
resource "servicenow_oauth_scope" "read" {
  name           = "Calendar read"
  scope          = "calendar.read"
  oauth_registry = servicenow_oauth_registry.calendar.id
}

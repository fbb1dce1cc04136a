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

resource "servicenow_oauth_registry" "translation" {
  name               = "Translation API"
  type               = "oauth_provider"
  client_id          = "servicenow-translation"
  default_grant_type = "client_credentials"
  token_url          = "https://login.example.com/oauth2/token"
}

# Profile names are unique only within one registry entry.
data "servicenow_oauth_profile" "translation" {
  name           = "${servicenow_oauth_registry.translation.name} default_profile"
  oauth_registry = servicenow_oauth_registry.translation.id
}

output "translation_grant_type" {
  value = data.servicenow_oauth_profile.translation.grant_type
}

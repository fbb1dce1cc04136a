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

# People of the company sign in at its identity provider; its tokens name them by e-mail address.
resource "servicenow_oidc_provider_configuration" "company" {
  name         = "Company sign-in"
  metadata_url = "https://id.example.com/.well-known/openid-configuration"
  user_claim   = "email"
  user_field   = "email"
  verify_jti   = true
}

# The application whose tokens the instance accepts: its client id is the audience of the tokens.
resource "servicenow_oauth_registry" "portal" {
  name                        = "Company portal"
  type                        = "oidc_provider"
  client_id                   = "company-portal"
  oidc_provider_configuration = servicenow_oidc_provider_configuration.company.id
}

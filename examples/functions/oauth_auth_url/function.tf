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

# People of this instance consent on another one.
resource "servicenow_oauth_registry" "headquarters" {
  type               = "oauth_provider"
  name               = "Headquarters"
  client_id          = "branch-office"
  default_grant_type = "authorization_code"
  authorization_url  = provider::servicenow::oauth_auth_url("acmehq")
  token_url          = provider::servicenow::oauth_token_url("acmehq")
}

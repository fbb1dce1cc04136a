terraform {
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# Tokens by client credentials need this property; some instances lack it, others have it switched off.
resource "servicenow_system_property" "client_credentials" {
  name           = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type           = "boolean"
  value          = "true"
  adopt_existing = true
}

# The account that the tokens act as.
resource "servicenow_user" "reporting" {
  user_name     = "reporting.integration"
  last_name     = "Reporting"
  identity_type = "machine"
}

# As soon as the client is made, and after each change of it, it has to get a token, or the apply fails.
resource "servicenow_oauth_registry" "reporting" {
  name               = "Reporting"
  type               = "client"
  default_grant_type = "client_credentials"
  application_user   = servicenow_user.reporting.id

  depends_on = [servicenow_system_property.client_credentials]

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.servicenow_oauth_token_check.reporting]
    }
  }
}

action "servicenow_oauth_token_check" "reporting" {
  config {
    client_id     = servicenow_oauth_registry.reporting.client_id
    client_secret = servicenow_oauth_registry.reporting.client_secret
    expected_user = servicenow_user.reporting.user_name
  }
}

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

resource "servicenow_oauth_registry" "shipping" {
  type               = "oauth_provider"
  name               = "Shipping API"
  client_id          = "shipping-client"
  default_grant_type = "authorization_code"
  authorization_url  = "https://login.example.com/authorize"
  token_url          = "https://login.example.com/token"
}

resource "servicenow_credential" "shipping" {
  type          = "oauth_2_0"
  name          = "Shipping API"
  oauth_profile = servicenow_oauth_registry.shipping.default_profile_id
}

data "servicenow_oauth_token_status" "shipping" {
  credential = servicenow_credential.shipping.id
}

# A person has to use "Get OAuth Token" once; until then this check warns at every plan.
check "somebody_has_consented" {
  assert {
    condition     = data.servicenow_oauth_token_status.shipping.refresh_token_available
    error_message = "No token yet: open ${coalesce(servicenow_credential.shipping.get_oauth_token_url, "the credential")} and consent."
  }
}

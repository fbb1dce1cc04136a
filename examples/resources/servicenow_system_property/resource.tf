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

# Tokens by client credentials need this property; some instances lack it, others have it switched off.
resource "servicenow_system_property" "client_credentials" {
  name           = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type           = "boolean"
  value          = "true"
  adopt_existing = true
}

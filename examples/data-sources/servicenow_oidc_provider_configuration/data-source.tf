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

resource "servicenow_oidc_provider_configuration" "partner" {
  name         = "Partner sign-in"
  metadata_url = "https://login.example.net/.well-known/openid-configuration"
}

data "servicenow_oidc_provider_configuration" "partner" {
  name = servicenow_oidc_provider_configuration.partner.name
}

output "partner_metadata_url" {
  value = data.servicenow_oidc_provider_configuration.partner.metadata_url
}

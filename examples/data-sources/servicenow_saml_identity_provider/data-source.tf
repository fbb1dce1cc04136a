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

resource "servicenow_saml_identity_provider" "partners" {
  name   = "Partner sign-in"
  active = false
  idp    = "https://partners.example.com/saml/metadata"
}

data "servicenow_saml_identity_provider" "partners" {
  name = servicenow_saml_identity_provider.partners.name
}

output "partners_can_sign_in" {
  value = data.servicenow_saml_identity_provider.partners.active
}

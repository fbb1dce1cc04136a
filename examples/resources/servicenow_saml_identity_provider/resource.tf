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

variable "saml_key_password" {
  description = "Password of the key that requests to the identity provider are signed with."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# Import the provider's metadata in the form first, and switch it on there once the test of the connection has succeeded.
resource "servicenow_saml_identity_provider" "company" {
  name                            = "Company sign-in"
  active                          = false
  idp                             = "https://login.example.com/saml/metadata"
  idp_authnrequest_url            = "https://login.example.com/saml/sso"
  idp_logout_url                  = "https://login.example.com/saml/slo"
  idp_metadata_url                = "https://login.example.com/saml/metadata.xml"
  service_url                     = "https://example.service-now.com/navpage.do"
  issuer                          = "https://example.service-now.com"
  audience                        = "https://example.service-now.com"
  nameid_policy                   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  user_field                      = "email"
  external_logout_redirect        = "external_logout_complete.do"
  signing_key_alias               = "saml2sp"
  signing_key_password_wo         = var.saml_key_password
  signing_key_password_wo_version = 1
  signing_signature_algorithm     = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
  sign_authn_request              = true
  sign_logout_request             = true
  auto_provision                  = false
  auto_update_user                = true
  clock_skew                      = 60
  idp_authnrequest_binding        = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
  idp_logout_binding              = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
}

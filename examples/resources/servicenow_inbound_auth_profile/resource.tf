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

# A key in the header that the instance brings, or in one of our own.
resource "servicenow_auth_parameter" "data_platform" {
  parameter_name = "X-Data-Platform-Key"
  type           = "auth_header"
}

resource "servicenow_inbound_auth_profile" "keys" {
  type            = "api_key"
  name            = "Keys of the data platform"
  description     = "Callers prove themselves by API key"
  auth_parameters = ["auth_header/x-sn-apikey", servicenow_auth_parameter.data_platform.id]
}

resource "servicenow_inbound_auth_profile" "signatures" {
  type            = "hmac"
  name            = "Signatures of webhooks"
  auth_parameters = ["auth_header/x-sn-hmac-signature-256"]
}

# Who is to go on with user name and password needs a profile too, once a policy has any.
resource "servicenow_inbound_auth_profile" "passwords" {
  type                = "standard"
  name                = "Passwords of the data platform"
  authentication_type = "basic_auth"
}

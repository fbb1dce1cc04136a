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

# Keys are a plugin's business.
resource "servicenow_plugin" "keys" {
  plugin_id = "com.glide.tokenbased_auth"
}

# Whom calls act as, and what that user may see.

resource "servicenow_user" "exporter" {
  user_name               = "incident.exporter"
  last_name               = "Incident exporter"
  web_service_access_only = true
}

resource "servicenow_user_role" "exporter" {
  user = servicenow_user.exporter.id
  role = "itil"
}

resource "servicenow_rest_api_key" "exporter" {
  name = "Incident exporter"
  user = servicenow_user.exporter.id

  depends_on = [servicenow_plugin.keys]
}

# Where a request carries the key: in a header of its own, or in the one that the instance brings.

resource "servicenow_auth_parameter" "exporter" {
  parameter_name = "X-Exporter-Key"
  type           = "auth_header"

  depends_on = [servicenow_plugin.keys]
}

resource "servicenow_inbound_auth_profile" "exporter" {
  type            = "api_key"
  name            = "Keys of exporters"
  description     = "Callers prove themselves by API key"
  auth_parameters = ["auth_header/x-sn-apikey", servicenow_auth_parameter.exporter.id]
}

# A policy that has profiles accepts nothing else, so that passwords need one too. Terraform itself reads with one.
resource "servicenow_inbound_auth_profile" "passwords" {
  type                = "standard"
  name                = "Passwords beside keys"
  authentication_type = "basic_auth"
}

# What the key opens: reading over the Table API.
resource "servicenow_api_access_policy" "exporter" {
  name        = "Reading tables by key"
  api_path    = "now/table"
  http_method = "get"

  inbound_auth_profiles = [
    servicenow_inbound_auth_profile.exporter.id,
    servicenow_inbound_auth_profile.passwords.id,
  ]
}

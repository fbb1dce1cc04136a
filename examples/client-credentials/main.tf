terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# Whom tokens are asked of, and how. The instance makes a default profile with it.
resource "servicenow_oauth_registry" "service" {
  type = "oauth_provider"
  name = var.name

  client_id                = var.client_id
  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  default_grant_type         = "client_credentials"
  token_url                  = var.token_url
  send_client_credentials_as = var.credentials_in_header ? "basic_authorization_header" : "request_body_parameter"
}

resource "servicenow_oauth_scope" "service" {
  for_each = var.scopes

  name           = "${var.name} ${each.value}"
  scope          = each.value
  oauth_registry = servicenow_oauth_registry.service.id
}

# The default profile, taken over so that it asks for the scopes.
resource "servicenow_oauth_profile" "service" {
  name           = "${var.name} default_profile"
  oauth_registry = servicenow_oauth_registry.service.id
  grant_type     = "client_credentials"
  is_default     = true
  scopes         = [for scope in servicenow_oauth_scope.service : scope.id]

  adopt_existing = true
}

resource "servicenow_credential" "service" {
  type          = "oauth_2_0"
  name          = var.name
  oauth_profile = servicenow_oauth_profile.service.id
}

# What flows and scripts name, on every instance the same.
resource "servicenow_connection_alias" "service" {
  name = var.alias_name
}

resource "servicenow_connection" "service" {
  name             = var.name
  connection_alias = servicenow_connection_alias.service.id
  credential       = servicenow_credential.service.id
  connection_url   = var.url
}

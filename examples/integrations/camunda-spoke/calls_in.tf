# Camunda's calls into the instance: the account its ServiceNow connector uses, and how that account proves itself.

resource "servicenow_user" "camunda" {
  count = local.calls_in ? 1 : 0

  user_name  = var.service_user_name
  first_name = "Camunda"
  last_name  = "Integration"

  # Only the token of the client stands for the user when it authenticates with client credentials: then it needs none.
  password_wo         = var.camunda_calls_in == "basic" ? var.service_user_password : null
  password_wo_version = var.camunda_calls_in == "basic" ? var.service_user_password_version : null

  web_service_access_only = true
}

resource "servicenow_user_role" "camunda" {
  for_each = local.calls_in ? setunion(var.service_user_roles, local.basic_gate_roles) : []

  user = servicenow_user.camunda[0].id
  role = each.value
}

# Client credentials: off on a new instance until this property says otherwise. Destroy gives its old value back.
resource "servicenow_system_property" "client_credentials" {
  count = local.calls_in_with_client && var.set_client_credentials_property ? 1 : 0

  name  = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type  = "boolean"
  value = "true"

  adopt_existing = true
}

resource "servicenow_oauth_registry" "calls_in" {
  count = local.calls_in_with_client ? 1 : 0

  name = var.inbound_client_name
  type = "client"

  client_secret_wo         = var.inbound_client_secret
  client_secret_wo_version = var.inbound_client_secret_version

  client_type           = "integration_as_a_user"
  application_user      = servicenow_user.camunda[0].id
  inbound_grant_type    = "client_credential"
  default_grant_type    = "client_credentials"
  access_token_lifespan = var.inbound_access_token_lifespan

  application_scope = var.application_scope

  depends_on = [servicenow_system_property.client_credentials]
}

# The token endpoint looks for a profile of that grant. Some releases make one with the client, some do not.
resource "servicenow_oauth_profile" "calls_in" {
  count = local.calls_in_with_client ? 1 : 0

  name           = "${var.inbound_client_name} default_profile"
  oauth_registry = servicenow_oauth_registry.calls_in[0].id
  grant_type     = "client_credentials"
  is_default     = true

  adopt_existing    = true
  application_scope = var.application_scope
}

locals {
  calls_in             = var.camunda_calls_in != "none"
  calls_in_with_client = var.camunda_calls_in == "client_credentials"
  basic_gate_roles     = toset(var.camunda_calls_in == "basic" ? compact([var.basic_auth_role]) : [])
}

# How the reader proves itself: with the token of a client, which stands for the account. The account has no password.

# Client credentials: off on a new instance until this property says otherwise. Destroy gives its old value back.
resource "servicenow_system_property" "client_credentials" {
  count = var.set_client_credentials_property ? 1 : 0

  name  = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type  = "boolean"
  value = "true"

  adopt_existing = true
}

resource "servicenow_oauth_registry" "reader" {
  name = var.client_name
  type = "client"

  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  client_type           = "integration_as_a_user"
  application_user      = servicenow_user.reader.id
  inbound_grant_type    = "client_credential"
  default_grant_type    = "client_credentials"
  access_token_lifespan = var.access_token_lifespan

  application_scope = var.application_scope

  depends_on = [servicenow_system_property.client_credentials]
}

# The token endpoint looks for a profile of that grant. Some releases make one with the client, some do not.
resource "servicenow_oauth_profile" "reader" {
  name           = "${var.client_name} default_profile"
  oauth_registry = servicenow_oauth_registry.reader.id
  grant_type     = "client_credentials"
  is_default     = true

  adopt_existing    = true
  application_scope = var.application_scope
}

# The OAuth endpoint through which Nango signs people in and calls the instance's REST APIs.
resource "servicenow_oauth_registry" "nango" {
  name = var.client_name
  type = "client"

  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  redirect_urls = [var.redirect_url]

  # The policies. Always set: the platform keeps a refresh token for 100 days by itself, the guide for 8 hours.
  access_token_lifespan  = var.access_token_lifespan
  refresh_token_lifespan = var.refresh_token_lifespan

  scope_restriction = var.scope_restriction

  application_scope = var.application_scope
}

# The scopes that Nango may ask for. Its tokens are then limited by them and, always, by what the user may do.
data "servicenow_auth_scope" "nango" {
  for_each = var.auth_scopes

  name = each.value
}

resource "servicenow_oauth_registry_auth_scope" "nango" {
  for_each = data.servicenow_auth_scope.nango

  oauth_registry = servicenow_oauth_registry.nango.id
  auth_scope     = each.value.id

  application_scope = var.application_scope
}

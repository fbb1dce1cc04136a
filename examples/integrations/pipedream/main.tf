# The OAuth endpoint through which Pipedream signs people in and calls the instance's REST APIs.
resource "servicenow_oauth_registry" "pipedream" {
  name = var.client_name
  type = "client"

  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  redirect_urls          = [var.redirect_url]
  access_token_lifespan  = var.access_token_lifespan
  refresh_token_lifespan = var.refresh_token_lifespan

  application_scope = var.application_scope
}

# The validator: the same client seen as a provider, with the instance's own token endpoint.
resource "servicenow_oauth_registry" "validator" {
  name = var.validator_name
  type = "oauth_provider"

  client_id                = servicenow_oauth_registry.pipedream.client_id
  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  default_grant_type = "authorization_code"
  token_url          = "oauth_token.do" # relative: this instance
  redirect_urls      = [var.redirect_url]

  application_scope = var.application_scope
}

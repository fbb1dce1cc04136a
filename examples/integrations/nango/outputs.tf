output "client_id" {
  description = "Client ID for the integration in Nango. The client secret is the one you chose."
  value       = servicenow_oauth_registry.nango.client_id
}

output "authorization_url" {
  description = "Authorization URL for the integration in Nango."
  value       = "${local.instance_url}/oauth_auth.do"
}

output "token_url" {
  description = "Token URL for the integration in Nango."
  value       = "${local.instance_url}/oauth_token.do"
}

output "instance_name" {
  description = "Name of the instance: the host without .service-now.com."
  value       = local.instance_name
}

output "redirect_url" {
  description = "Where the instance sends the authorization code."
  value       = one(servicenow_oauth_registry.nango.redirect_urls)
}

output "scopes" {
  description = "What Nango may ask for in its scope parameter."
  value       = sort(keys(servicenow_oauth_registry_auth_scope.nango))
}

output "application_registry_url" {
  description = "The client's form on the instance."
  value       = "${local.instance_url}/oauth_entity.do?sys_id=${servicenow_oauth_registry.nango.id}"
}

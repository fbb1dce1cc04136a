output "get_oauth_token_url" {
  description = "The page that gets the first token, for a person who is signed in to the local instance."
  value       = servicenow_credential.remote.get_oauth_token_url
}

output "remote_user_name" {
  description = "The account that consents on the remote instance."
  value       = module.remote_user.user_name
}

output "client_id" {
  description = "Client ID that the remote instance gave out."
  value       = servicenow_oauth_registry.remote.client_id
}

output "remote_connection_url" {
  description = "Address behind the alias of the remote instance."
  value       = servicenow_connection.remote.url
}

output "local_connection_url" {
  description = "Address behind the alias of the local instance."
  value       = servicenow_connection.local.url
}

output "oauth_registry_id" {
  description = "sys_id of the spoke's registry entry on the local instance."
  value       = servicenow_oauth_registry.remote_spoke.id
}

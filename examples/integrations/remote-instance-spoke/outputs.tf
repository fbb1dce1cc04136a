output "get_oauth_token_url" {
  description = "Open this, signed in to the local instance; then sign in to the remote instance as remote_user_name and allow access."
  value       = module.remote_instance_spoke.get_oauth_token_url
}

output "remote_user_name" {
  description = "The account to sign in as on the remote instance when asked."
  value       = module.remote_instance_spoke.remote_user_name
}

output "client_id" {
  description = "Client ID that the remote instance gave out and the local instance uses."
  value       = module.remote_instance_spoke.client_id
}

output "remote_connection_url" {
  description = "What the spoke's actions call."
  value       = module.remote_instance_spoke.remote_connection_url
}

output "local_connection_url" {
  description = "Where the spoke's actions look up the local side."
  value       = module.remote_instance_spoke.local_connection_url
}

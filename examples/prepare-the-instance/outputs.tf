output "client_id" {
  description = "What the pipeline gives as SERVICENOW_OAUTH_CLIENT_ID."
  value       = servicenow_oauth_registry.terraform.client_id
}

output "user_name" {
  description = "The account that its tokens stand for."
  value       = servicenow_user.terraform.user_name
}

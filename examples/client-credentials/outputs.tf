output "alias_id" {
  description = "What scripts and flows call the connection."
  value       = servicenow_connection_alias.service.alias_id
}

output "profile_id" {
  description = "The sys_id of the profile by which tokens are asked for."
  value       = servicenow_oauth_profile.service.id
}

output "alias_id" {
  description = "What scripts and flows call the connection."
  value       = servicenow_connection_alias.partner.alias_id
}

output "password_sent_at" {
  description = "When the password was last sent."
  value       = servicenow_credential.partner.secrets_sent_at
}

output "key_expiry" {
  description = "When the certificate in the key store ends to be valid; empty while the record has none."
  value       = servicenow_jwt_key.archive.expiry
}

output "alias_id" {
  description = "What scripts and flows call the connection."
  value       = servicenow_connection_alias.archive.alias_id
}

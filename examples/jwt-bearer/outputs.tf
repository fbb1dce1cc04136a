output "key_store_id" {
  description = "The sys_id of the record that the key store is attached to."
  value       = servicenow_certificate.archive.id
}

output "key_expiry" {
  description = "When the certificate in the key store ends to be valid; empty until one is attached."
  value       = servicenow_jwt_key.archive.expiry
}

output "alias_id" {
  description = "What scripts and flows call the connection."
  value       = servicenow_connection_alias.archive.alias_id
}

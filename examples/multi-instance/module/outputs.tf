output "alias_id" {
  description = "What flows look the order service up by."
  value       = servicenow_connection_alias.orders.alias_id
}

output "connection_url" {
  description = "What the alias stands for."
  value       = servicenow_connection.orders.url
}

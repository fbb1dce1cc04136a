output "alias_id" {
  description = "What flows look the order service up by; the same in every environment."
  value       = module.order_service.alias_id
}

output "connection_url" {
  description = "What the alias stands for in this environment."
  value       = module.order_service.connection_url
}

output "client_id" {
  value       = servicenow_oauth_registry.shop.client_id
  description = "The client id that the shop signs in with."
}

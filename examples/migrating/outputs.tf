output "alias_id" {
  description = "The id by which spokes and flows look the alias up."
  value       = servicenow_connection_alias.shipping.alias_id
}

output "stamp_orders_id" {
  description = "The sys_id of the business rule: the one that it had before."
  value       = servicenow_business_rule.stamp_orders.id
}

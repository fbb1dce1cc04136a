output "instance_url" {
  description = "Address of the instance, as the connector asks for it."
  value       = local.instance_url
}

output "token_url" {
  description = "Where the connector gets its tokens."
  value       = "${local.instance_url}/oauth_token.do"
}

output "client_id" {
  description = "Client ID for the connector. The client secret is the one you chose."
  value       = servicenow_oauth_registry.reader.client_id
}

output "service_user_name" {
  description = "The account that the connector's tokens stand for."
  value       = servicenow_user.reader.user_name
}

output "tables" {
  description = "The tables that the account reads by the rules of its role."
  value       = sort(var.tables)
}

output "access_rules_for_a_person" {
  description = "The access rules that somebody who may elevate to security_admin makes by hand; empty when this configuration makes them."
  value       = var.manage_acls ? [] : [for name, others in local.rules : "read on ${name} for ${join(", ", setunion([var.role_name], others))}"]
}

output "client_id" {
  description = "Client ID for Pipedream's Connect dialogue. The client secret is the one you chose."
  value       = servicenow_oauth_registry.pipedream.client_id
}

output "instance_name" {
  description = "Instance name for Pipedream's Connect dialogue: the host without .service-now.com."
  value       = local.instance_name
}

output "redirect_url" {
  description = "Where the instance sends the authorization code."
  value       = one(servicenow_oauth_registry.pipedream.redirect_urls)
}

output "connect_url" {
  description = "Where a person connects the account."
  value       = "https://pipedream.com/accounts"
}

output "application_registry_url" {
  description = "The client's form on the instance."
  value       = "${local.instance_url}/oauth_entity.do?sys_id=${servicenow_oauth_registry.pipedream.id}"
}

output "service_user_name" {
  description = "The account to sign in as when Pipedream connects; null unless hardened."
  value       = one(servicenow_user.pipedream[*].user_name)
}

output "access_rules_for_a_person" {
  description = "The access rules that somebody who may elevate to security_admin makes by hand; empty when this configuration makes them."
  value       = var.hardened && !var.manage_acls ? [for rule in values(local.rules) : "${rule.operation} on ${rule.name} for ${join(", ", setunion([var.role_name], rule.others))}"] : []
}

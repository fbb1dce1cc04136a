output "spoke_version" {
  description = "Version of the Camunda Spoke on the instance; null where this configuration does not install it."
  value       = one(servicenow_application.camunda_spoke[*].installed_version)
}

output "connection_alias_id" {
  description = "What the spoke's actions look the connection up by."
  value       = data.servicenow_connection_alias.camunda.alias_id
}

output "connection_url" {
  description = "The address the instance built from host and base path."
  value       = servicenow_connection.camunda.url
}

output "oauth_profile_name" {
  description = "The profile the credential uses."
  value       = servicenow_oauth_registry.camunda.default_profile_name
}

output "oauth_registry_id" {
  description = "sys_id of the entry under System OAuth > Application Registry."
  value       = servicenow_oauth_registry.camunda.id
}

output "credential_id" {
  description = "sys_id of the record under Connections & Credentials > Credentials."
  value       = servicenow_credential.camunda.id
}

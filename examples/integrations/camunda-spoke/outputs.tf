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

output "instance_url" {
  description = "Address of the instance, for Camunda's ServiceNow connector; null while camunda_calls_in is none."
  value       = local.instance_url
}

output "instance_name" {
  description = "Name of the instance, the part before .service-now.com; null while camunda_calls_in is none."
  value       = local.instance_name
}

output "service_user_name" {
  description = "User id of the account that Camunda acts as; null while camunda_calls_in is none."
  value       = one(servicenow_user.camunda[*].user_name)
}

output "inbound_client_id" {
  description = "Client id for Camunda's ServiceNow connector; null unless camunda_calls_in is client_credentials."
  value       = one(servicenow_oauth_registry.calls_in[*].client_id)
}

output "inbound_token_url" {
  description = "Where Camunda asks for its tokens; null unless camunda_calls_in is client_credentials."
  value       = local.calls_in_with_client ? "${local.instance_url}/oauth_token.do" : null
}

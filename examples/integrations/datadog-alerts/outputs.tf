output "webhook_url" {
  description = "URL for Datadog's webhook."
  value       = "${local.instance_url}${servicenow_scripted_rest_resource.alert.operation_uri}"
}

output "webhook_payload" {
  description = "Payload for Datadog's webhook."
  value       = local.payload
}

output "webhook_headers" {
  description = "Custom headers for Datadog's webhook. SERVICENOW_API_KEY is a custom variable of Datadog's that holds the key, hidden from view."
  value       = jsonencode({ "x-sn-apikey" = "$SERVICENOW_API_KEY" })
}

output "key_form_url" {
  description = "Where an administrator reads the key."
  value       = "${local.instance_url}/api_key.do?sys_id=${servicenow_rest_api_key.datadog.id}"
}

output "service_user_name" {
  description = "User id of the account that alerts act as."
  value       = servicenow_user.datadog.user_name
}

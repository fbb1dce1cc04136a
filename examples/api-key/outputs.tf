output "key_id" {
  description = "The sys_id of the key, whose token an administrator copies from the form."
  value       = servicenow_rest_api_key.exporter.id
}

output "import_url" {
  description = "Where the directory posts a row, as a JSON object of texts."
  value       = "${local.instance_url}/api/now/import/${var.staging_table}"
}

output "columns" {
  description = "The names that a row may have. u_user_name is the key, u_active is true or false, u_department the id of a department."
  value       = sort(keys(local.columns))
}

output "service_user_name" {
  description = "User id that the directory signs in with. The password is the one you chose."
  value       = servicenow_user.directory.user_name
}

output "transform_map_url" {
  description = "The transform map's form on the instance, with its field maps."
  value       = "${local.instance_url}/sys_transform_map.do?sys_id=${servicenow_transform_map.users.id}"
}

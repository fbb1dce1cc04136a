output "signed_in_as" {
  description = "The user that requests act as."
  value       = data.servicenow_instance.this.user_name
}

output "roles" {
  description = "The roles of that user, inherited ones included; null where it may not read them."
  value       = data.servicenow_instance.this.roles
}

output "instance" {
  description = "The address, and what the instance calls itself."
  value       = "${data.servicenow_instance.this.url} (${coalesce(data.servicenow_instance.this.name, "unnamed")})"
}

output "release" {
  description = "The release that the instance runs; not shown where the account may not read its property."
  value       = data.servicenow_instance.this.build_tag
}

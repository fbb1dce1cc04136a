output "properties" {
  description = "What each page has in its properties, for the trigger's outputs in xMatters."
  value       = local.properties
}

output "rule_url" {
  description = "The business rule's form on the instance; null where a person makes it."
  value       = one([for rule in servicenow_business_rule.page : "${local.instance_url}/sys_script.do?sys_id=${rule.id}"])
}

output "rule_for_a_person" {
  description = "The script of the business rule that an administrator makes by hand; null when this configuration makes it."
  value       = var.manage_rule ? null : local.script
}

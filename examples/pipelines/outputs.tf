output "release" {
  description = "The release that the instance has now."
  value       = servicenow_system_property.release.value
}

output "user_name" {
  description = "User id of the account."
  value       = servicenow_user.spoke.user_name
}

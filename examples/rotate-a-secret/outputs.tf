output "sent_at" {
  description = "When each password was last sent to the instance."
  value = {
    blue  = servicenow_credential.blue.secrets_sent_at
    green = servicenow_credential.green.secrets_sent_at
  }
}

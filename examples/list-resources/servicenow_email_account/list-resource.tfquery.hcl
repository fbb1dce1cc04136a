# Where mail is sent through.
list "servicenow_email_account" "senders" {
  provider = servicenow

  config {
    filter = { type = "smtp" }
  }
}

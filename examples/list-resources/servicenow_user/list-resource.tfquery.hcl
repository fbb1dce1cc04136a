# The users of integrations.
list "servicenow_user" "integrations" {
  provider = servicenow

  config {
    query = "user_nameSTARTSWITHsvc."
  }
}

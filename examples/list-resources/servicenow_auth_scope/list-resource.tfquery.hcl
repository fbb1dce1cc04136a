# The scopes of one integration.
list "servicenow_auth_scope" "camunda" {
  provider = servicenow

  config {
    query = "nameSTARTSWITHcamunda"
  }
}

# The messages that sign in with a user name and a password.
list "servicenow_rest_message" "basic" {
  provider = servicenow

  config {
    filter = { authentication_type = "basic" }
  }
}

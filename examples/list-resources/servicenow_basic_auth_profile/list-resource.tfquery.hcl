# The profiles of one account.
list "servicenow_basic_auth_profile" "shipping" {
  provider = servicenow

  config {
    filter = { username = "shipping" }
  }
}

# The profiles of callers with keys.
list "servicenow_inbound_auth_profile" "api_key" {
  provider = servicenow

  config {
    filter = { type = "api_key" }
  }
}

# The headers that carry keys.
list "servicenow_auth_parameter" "headers" {
  provider = servicenow

  config {
    filter = { type = "auth_header" }
  }
}

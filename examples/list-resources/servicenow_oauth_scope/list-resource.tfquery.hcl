# The scopes of one OAuth registry entry.
list "servicenow_oauth_scope" "camunda" {
  provider = servicenow

  config {
    filter = { oauth_registry = "Camunda" }
  }
}

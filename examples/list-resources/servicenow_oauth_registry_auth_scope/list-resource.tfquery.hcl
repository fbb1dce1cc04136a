# The scopes that one client may ask for.
list "servicenow_oauth_registry_auth_scope" "camunda" {
  provider = servicenow

  config {
    filter = { oauth_registry = "Camunda" }
  }
}

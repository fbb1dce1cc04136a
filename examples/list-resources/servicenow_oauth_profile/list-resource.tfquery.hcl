# The profiles of one OAuth registry entry.
list "servicenow_oauth_profile" "camunda" {
  provider = servicenow

  config {
    filter = { oauth_registry = "Camunda" }
  }
}

# The keys in use.
list "servicenow_rest_api_key" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

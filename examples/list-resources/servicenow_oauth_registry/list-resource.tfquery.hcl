# The entries for other parties' token endpoints.
list "servicenow_oauth_registry" "outbound" {
  provider = servicenow

  config {
    filter = { type = "oauth_provider" }
  }
}

# The properties that were changed lately.
list "servicenow_mid_server_property" "recent" {
  provider = servicenow

  config {
    updated_since = "2026-11-01T00:00:00Z"
  }
}

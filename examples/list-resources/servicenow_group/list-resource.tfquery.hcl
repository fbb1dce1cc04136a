# The groups that were changed lately.
list "servicenow_group" "recent" {
  provider = servicenow

  config {
    updated_since = "2026-11-01T00:00:00Z"
  }
}

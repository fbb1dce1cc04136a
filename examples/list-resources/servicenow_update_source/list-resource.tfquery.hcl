# The sources that update sets can be fetched from.
list "servicenow_update_source" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

# The applications that are in use.
list "servicenow_scoped_application" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

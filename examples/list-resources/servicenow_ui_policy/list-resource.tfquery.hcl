# The policies of the form of an incident that are in use.
list "servicenow_ui_policy" "of_incidents" {
  provider = servicenow

  config {
    filter = { table = "incident", active = "true" }
  }
}

# The buttons on the form of an incident.
list "servicenow_ui_action" "buttons" {
  provider = servicenow

  config {
    filter = { table = "incident", form_button = "true" }
  }
}

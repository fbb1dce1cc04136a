# The macros that are in use.
list "servicenow_ui_macro" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

# The scripts that every page loads.
list "servicenow_ui_script" "everywhere" {
  provider = servicenow

  config {
    filter = { global = "true", active = "true" }
  }
}

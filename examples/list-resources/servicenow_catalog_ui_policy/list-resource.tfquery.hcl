# The policies that run scripts.
list "servicenow_catalog_ui_policy" "scripted" {
  provider = servicenow

  config {
    filter = { run_scripts = "true" }
  }
}

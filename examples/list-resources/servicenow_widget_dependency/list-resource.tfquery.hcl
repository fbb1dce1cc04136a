# The dependencies that portals load with their first page.
list "servicenow_widget_dependency" "early" {
  provider = servicenow

  config {
    filter = { page_load = "true" }
  }
}

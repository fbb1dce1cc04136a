# The update sets in progress.
list "servicenow_update_set" "open" {
  provider = servicenow

  config {
    filter = { state = "build" }
  }
}

# What runs each day.
list "servicenow_scheduled_script" "daily" {
  provider = servicenow

  config {
    filter = { run_type = "daily", active = "true" }
  }
}

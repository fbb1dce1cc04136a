# What is sent about incidents.
list "servicenow_notification" "incidents" {
  provider = servicenow

  config {
    filter = { table = "incident", active = true }
  }
}

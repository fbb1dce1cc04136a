# The events about incidents.
list "servicenow_event_registration" "of_incidents" {
  provider = servicenow

  config {
    filter = { table = "incident" }
  }
}

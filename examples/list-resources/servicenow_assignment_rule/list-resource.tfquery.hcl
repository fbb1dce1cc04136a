# Who gets new incidents.
list "servicenow_assignment_rule" "of_incidents" {
  provider = servicenow

  config {
    filter = { table = "incident", active = "true" }
  }
}

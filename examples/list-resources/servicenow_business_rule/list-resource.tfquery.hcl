# What runs when incidents are written, and is in use.
list "servicenow_business_rule" "on_incidents" {
  provider = servicenow

  config {
    filter = { table = "incident", active = "true" }
  }
}

# What is looked up for incidents.
list "servicenow_data_lookup" "of_incidents" {
  provider = servicenow

  config {
    filter = { table = "incident" }
  }
}

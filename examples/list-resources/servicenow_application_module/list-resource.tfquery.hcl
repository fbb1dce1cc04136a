# The entries that lead to incidents.
list "servicenow_application_module" "incidents" {
  provider = servicenow

  config {
    filter = { table = "incident" }
  }
}

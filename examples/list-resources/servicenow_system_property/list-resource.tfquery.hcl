# The properties of one application.
list "servicenow_system_property" "acme" {
  provider = servicenow

  config {
    query = "nameSTARTSWITHx_acme."
  }
}

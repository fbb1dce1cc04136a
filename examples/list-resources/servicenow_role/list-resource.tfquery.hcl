# The roles of one application.
list "servicenow_role" "acme" {
  provider = servicenow

  config {
    query = "nameSTARTSWITHx_acme."
  }
}

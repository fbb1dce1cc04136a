# The aliases of one application.
list "servicenow_connection_alias" "acme" {
  provider = servicenow

  config {
    application_scope = "x_acme"
  }
}

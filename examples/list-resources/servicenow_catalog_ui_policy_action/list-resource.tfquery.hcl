# What policies demand.
list "servicenow_catalog_ui_policy_action" "demands" {
  provider = servicenow

  config {
    filter = { mandatory = "true" }
  }
}

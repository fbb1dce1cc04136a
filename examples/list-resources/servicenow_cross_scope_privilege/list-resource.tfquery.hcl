# What waits for an administrator.
list "servicenow_cross_scope_privilege" "requested" {
  provider = servicenow

  config {
    filter = { status = "requested" }
  }
}

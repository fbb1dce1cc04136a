# The rules under which pages may delete.
list "servicenow_cors_rule" "deleting" {
  provider = servicenow

  config {
    filter = { delete = true }
  }
}

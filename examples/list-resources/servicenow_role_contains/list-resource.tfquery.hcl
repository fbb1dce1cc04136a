# What one role contains.
list "servicenow_role_contains" "acme" {
  provider = servicenow

  config {
    filter = { role = "x_acme.admin" }
  }
}

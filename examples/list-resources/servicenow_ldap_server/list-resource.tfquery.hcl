# The directories in use.
list "servicenow_ldap_server" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

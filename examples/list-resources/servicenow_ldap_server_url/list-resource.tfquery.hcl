# The addresses of one directory.
list "servicenow_ldap_server_url" "company" {
  provider = servicenow

  config {
    filter = { server = "Company directory" }
  }
}

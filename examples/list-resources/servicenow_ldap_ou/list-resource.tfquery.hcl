# What is read into the table of users.
list "servicenow_ldap_ou" "users" {
  provider = servicenow

  config {
    filter = { table = "sys_user" }
  }
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

resource "servicenow_ldap_server" "staff" {
  name                      = "Staff directory"
  starting_search_directory = "DC=staff,DC=example,DC=com"
}

# Whoever works here and is not switched off becomes a user.
resource "servicenow_ldap_ou" "people" {
  name        = "People"
  server      = servicenow_ldap_server.staff.id
  rdn         = "OU=People"
  query_field = "sAMAccountName"
  filter      = "(&(objectClass=person)(sn=*)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))"
  table       = "sys_user"
}

resource "servicenow_ldap_ou" "teams" {
  name        = "Teams"
  server      = servicenow_ldap_server.staff.id
  rdn         = "OU=Teams"
  query_field = "cn"
  filter      = "(objectClass=group)"
  table       = "sys_user_group"
  active      = false
}

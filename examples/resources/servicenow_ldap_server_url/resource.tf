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

resource "servicenow_ldap_server" "partners" {
  name   = "Partner directory"
  vendor = "open_ldap"
}

# Two servers of the same order share the load, and the third stands in for them.
resource "servicenow_ldap_server_url" "first" {
  server = servicenow_ldap_server.partners.id
  url    = "ldaps://ldap1.example.com:636"
  order  = 100
}

resource "servicenow_ldap_server_url" "second" {
  server = servicenow_ldap_server.partners.id
  url    = "ldaps://ldap2.example.com:636"
  order  = 100
}

resource "servicenow_ldap_server_url" "spare" {
  server = servicenow_ldap_server.partners.id
  url    = "ldaps://ldap3.example.com:636"
  order  = 200
  active = true
}

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

resource "servicenow_ldap_server" "archive" {
  name = "Archive directory"
}

resource "servicenow_ldap_ou" "authors" {
  name   = "Authors"
  server = servicenow_ldap_server.archive.id
  rdn    = "OU=Authors"
}

data "servicenow_ldap_ou" "authors" {
  server = servicenow_ldap_server.archive.id
  name   = servicenow_ldap_ou.authors.name
}

output "authors_place" {
  value = data.servicenow_ldap_ou.authors.rdn
}

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

resource "servicenow_ldap_server" "laboratory" {
  name   = "Laboratory directory"
  vendor = "open_ldap"
}

resource "servicenow_ldap_server_url" "laboratory" {
  server = servicenow_ldap_server.laboratory.id
  url    = "ldaps://ldap.lab.example.com:636"
}

data "servicenow_ldap_server_url" "laboratory" {
  server = servicenow_ldap_server.laboratory.id
  url    = servicenow_ldap_server_url.laboratory.url
}

output "laboratory_answers" {
  value = data.servicenow_ldap_server_url.laboratory.operational_status
}

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

resource "servicenow_ldap_server" "branch" {
  name   = "Branch directory"
  vendor = "open_ldap"
}

data "servicenow_ldap_server" "branch" {
  name = servicenow_ldap_server.branch.name
}

output "branch_is_read_by_pages" {
  value = data.servicenow_ldap_server.branch.paging
}

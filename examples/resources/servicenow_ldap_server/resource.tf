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

variable "directory_password" {
  description = "Password of the account that reads the directory."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# The company's Active Directory, of which people sign in with their own password.
resource "servicenow_ldap_server" "company" {
  name                      = "Company directory"
  vendor                    = "active_directory"
  login_distinguished_name  = "CN=servicenow,OU=Services,DC=example,DC=com"
  password_wo               = var.directory_password
  password_wo_version       = 1
  starting_search_directory = "DC=example,DC=com"
  attributes                = ["mail", "telephoneNumber", "department", "title"]
  authenticate              = true
  ssl                       = true
  connect_timeout           = 10
  read_timeout              = 45
  paging                    = true
}

# The second stands in for the first.
resource "servicenow_ldap_server_url" "first" {
  server = servicenow_ldap_server.company.id
  url    = "ldaps://dc1.example.com:636"
  order  = 100
}

resource "servicenow_ldap_server_url" "second" {
  server = servicenow_ldap_server.company.id
  url    = "ldaps://dc2.example.com:636"
  order  = 200
}

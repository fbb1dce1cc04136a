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

variable "assets_password" {
  description = "Password of the account that reads the database of assets."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# A file that is attached to the data source, or put there by a script.
resource "servicenow_import_source" "employees" {
  name                   = "Employees"
  type                   = "File"
  format                 = "CSV"
  file_retrieval_method  = "Attachment"
  csv_delimiter          = ";"
  import_set_table_name  = "u_imported_employee"
  import_set_table_label = "Imported employee"
  use_batch_import       = true
  batch_size             = 500
}

# A database. The password is written to the instance and kept nowhere else.
resource "servicenow_import_source" "assets" {
  name                     = "Assets"
  type                     = "JDBC"
  format                   = "org.mariadb.jdbc.Driver"
  jdbc_server              = "assets.example.com"
  database_name            = "assets"
  database_port            = "3306"
  jdbc_username            = "servicenow"
  jdbc_password_wo         = var.assets_password
  jdbc_password_wo_version = 1
  query                    = "Specific SQL"
  sql_statement            = "SELECT tag, model, owner FROM asset"
  query_timeout            = 600
  use_last_run_datetime    = true
  last_run_database_field  = "changed_at"
  import_set_table_name    = "u_imported_asset"
  application_scope        = "global"
}

# Part of a directory: its entries become rows, which a transform map takes on to users.
resource "servicenow_ldap_server" "staff" {
  name                      = "Staff directory of imports"
  starting_search_directory = "DC=staff,DC=example,DC=com"
}

resource "servicenow_ldap_ou" "people" {
  name        = "People"
  server      = servicenow_ldap_server.staff.id
  rdn         = "OU=People"
  query_field = "sAMAccountName"
}

resource "servicenow_import_source" "people" {
  name                  = "People of the directory"
  type                  = "LDAP"
  ldap_target           = servicenow_ldap_ou.people.id
  import_set_table_name = "u_imported_person"
}

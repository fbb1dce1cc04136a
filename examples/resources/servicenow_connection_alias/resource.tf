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

# Flows refer to the alias; the connection behind it may differ from instance to instance.
resource "servicenow_connection_alias" "erp" {
  name            = "ERP"
  type            = "connection"
  connection_type = "http_connection"
}

# A credential alias groups credentials without an address. In its id, blanks become underscores.
resource "servicenow_connection_alias" "erp_batch" {
  name = "ERP batch accounts"
  type = "credential"
}

# What scripts and spokes look the alias up by.
output "erp_alias_id" {
  value = servicenow_connection_alias.erp.alias_id
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# No provider block, so that this folder is a module. The instance and the account come from SERVICENOW_… environment
# variables.

resource "servicenow_credential" "partner" {
  type                = "basic_auth"
  name                = "${var.name} account"
  username            = var.username
  password_wo         = var.password
  password_wo_version = var.password_version
}

resource "servicenow_connection_alias" "partner" {
  name = replace(var.name, " ", "_")
}

resource "servicenow_connection" "partner" {
  name             = var.name
  connection_alias = servicenow_connection_alias.partner.id
  credential       = servicenow_credential.partner.id
  connection_url   = var.url
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {
  # After a clone of production, or a change by hand, what is configured here is sent again.
  resend_secrets = true
}

# Two accounts of the other side take turns: the one that is not in use is changed in peace.

resource "servicenow_credential" "blue" {
  type                = "basic_auth"
  name                = "ERP account blue"
  username            = "servicenow-blue"
  password_wo         = var.blue_password
  password_wo_version = var.blue_version
}

resource "servicenow_credential" "green" {
  type                = "basic_auth"
  name                = "ERP account green"
  username            = "servicenow-green"
  password_wo         = var.green_password
  password_wo_version = var.green_version
}

resource "servicenow_connection_alias" "erp" {
  name = "ERP_Orders"
}

# Calls go with the one that is live. Changing it is one write.
resource "servicenow_connection" "erp" {
  name             = "ERP orders"
  connection_alias = servicenow_connection_alias.erp.id
  connection_url   = "https://erp.example.com/orders"
  credential       = var.live == "blue" ? servicenow_credential.blue.id : servicenow_credential.green.id
}

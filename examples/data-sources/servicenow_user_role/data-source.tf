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

resource "servicenow_user" "printer" {
  user_name  = "printer.integration"
  first_name = "Printer"
  last_name  = "Integration"
}

resource "servicenow_role" "printer" {
  name        = "printer_reader"
  description = "May read what the printer needs"
}

resource "servicenow_user_role" "printer" {
  user = servicenow_user.printer.user_name
  role = servicenow_role.printer.name
}

data "servicenow_user_role" "printer" {
  user = servicenow_user_role.printer.user
  role = servicenow_user_role.printer.role
}

output "printer_grant" {
  value = data.servicenow_user_role.printer.id
}

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

resource "servicenow_user" "scanner" {
  user_name  = "scanner.integration"
  first_name = "Scanner"
  last_name  = "Integration"
}

resource "servicenow_role" "scanner" {
  name        = "scanner_reader"
  description = "May read what the scanner needs"
}

resource "servicenow_user_role" "scanner" {
  user = servicenow_user.scanner.user_name
  role = servicenow_role.scanner.name
}

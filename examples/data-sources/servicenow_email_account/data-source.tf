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

resource "servicenow_email_account" "archive" {
  name   = "Archive"
  type   = "pop3"
  active = false
  server = "pop3.example.com"
}

data "servicenow_email_account" "archive" {
  name = servicenow_email_account.archive.name
}

output "archive_is_read_from" {
  value = data.servicenow_email_account.archive.server
}

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

resource "servicenow_group" "integrations" {
  name        = "Integration accounts"
  description = "Service accounts of integrations"
  email       = "integrations@example.com"
}

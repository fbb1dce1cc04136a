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

# Work for the machines of one site goes to the MID servers that can reach it.
resource "servicenow_mid_capability" "site" {
  capability = "SITE"
  value      = "berlin"
}

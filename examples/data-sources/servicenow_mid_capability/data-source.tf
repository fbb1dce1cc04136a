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

resource "servicenow_mid_capability" "printers" {
  capability = "PRINTERS"
  value      = "bonn"
}

data "servicenow_mid_capability" "printers" {
  capability = servicenow_mid_capability.printers.capability
}

output "printers_site" {
  value = data.servicenow_mid_capability.printers.value
}

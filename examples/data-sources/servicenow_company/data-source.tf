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

resource "servicenow_company" "gardeners" {
  name   = "Gardeners"
  vendor = true
}

data "servicenow_company" "gardeners" {
  name = servicenow_company.gardeners.name
}

output "gardeners_are_paid" {
  value = data.servicenow_company.gardeners.vendor
}

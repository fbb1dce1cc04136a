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

resource "servicenow_location" "bern" {
  name = "Bern"
}

resource "servicenow_cost_center" "logistics" {
  name           = "Logistics"
  code           = "4100"
  account_number = "100-4100"
}

resource "servicenow_cost_center" "warehouse" {
  name       = "Warehouse"
  code       = "4120"
  parent     = servicenow_cost_center.logistics.name
  location   = servicenow_location.bern.name
  valid_from = "2030-01-01 00:00:00"
  valid_to   = "2034-12-31 23:59:59"
}

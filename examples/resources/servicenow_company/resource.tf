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

resource "servicenow_company" "acme" {
  name                = "Acme"
  customer            = false
  number_of_employees = 1200
  website             = "https://www.example.com"
}

resource "servicenow_company" "bins" {
  name         = "Acme Bins"
  parent       = servicenow_company.acme.name
  vendor       = true
  manufacturer = true
  street       = "Lagerstrasse 2"
  city         = "Bern"
  zip          = "3008"
  country      = "Switzerland"
  phone        = "+41 31 555 00 00"
  notes        = "Makes the bins of the warehouse"
}

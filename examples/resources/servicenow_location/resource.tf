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
  name      = "Bern"
  country   = "Switzerland"
  time_zone = "Europe/Zurich"
}

resource "servicenow_group" "facilities" {
  name = "Facilities Bern"
}

resource "servicenow_company" "acme" {
  name = "Acme Bins"
}

resource "servicenow_location" "warehouse" {
  name             = "Warehouse 2"
  parent           = servicenow_location.bern.id
  company          = servicenow_company.acme.name
  location_type    = "site"
  street           = "Lagerstrasse 2"
  city             = "Bern"
  state            = "BE"
  zip              = "3008"
  country          = "Switzerland"
  phone            = "+41 31 555 00 02"
  managed_by_group = servicenow_group.facilities.name
  stock_room       = true
}

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

resource "servicenow_catalog_item" "parcel" {
  name              = "Send a parcel"
  short_description = "From door to door"
}

resource "servicenow_variable_set" "address" {
  title         = "Address"
  internal_name = "parcel_address"
}

resource "servicenow_catalog_item_variable_set" "address" {
  catalog_item      = servicenow_catalog_item.parcel.name
  variable_set      = servicenow_variable_set.address.internal_name
  order             = 300
  application_scope = "global"
}

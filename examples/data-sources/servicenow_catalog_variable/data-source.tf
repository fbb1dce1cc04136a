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

resource "servicenow_catalog_variable" "weight" {
  name         = "weight"
  type         = "single_line_text"
  question     = "How heavy is it?"
  catalog_item = servicenow_catalog_item.parcel.id
}

data "servicenow_catalog_variable" "weight" {
  catalog_item = servicenow_catalog_item.parcel.id
  name         = servicenow_catalog_variable.weight.name
}

output "weight_is_a" {
  value = data.servicenow_catalog_variable.weight.type
}

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

resource "servicenow_catalog_ui_policy" "always" {
  short_description = "Always"
  catalog_item      = servicenow_catalog_item.parcel.id
}

data "servicenow_catalog_ui_policy" "always" {
  short_description = servicenow_catalog_ui_policy.always.short_description
}

output "always_is_in_force" {
  value = data.servicenow_catalog_ui_policy.always.active
}

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

resource "servicenow_catalog_client_script" "check" {
  name         = "Check the parcel"
  type         = "onSubmit"
  catalog_item = servicenow_catalog_item.parcel.id
  script       = "function onSubmit() { return true; }"
}

data "servicenow_catalog_client_script" "check" {
  name = servicenow_catalog_client_script.check.name
}

output "check_runs" {
  value = data.servicenow_catalog_client_script.check.ui_type
}

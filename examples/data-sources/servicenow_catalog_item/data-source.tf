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

resource "servicenow_catalog_item" "van" {
  name              = "Borrow a van"
  short_description = "For a day or two"
}

data "servicenow_catalog_item" "van" {
  name = servicenow_catalog_item.van.name
}

output "van_is_offered" {
  value = data.servicenow_catalog_item.van.active
}

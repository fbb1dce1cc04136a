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
  name = "Borrow a van"
}

resource "servicenow_variable_set" "period" {
  title         = "From and until"
  internal_name = "period"
}

resource "servicenow_catalog_item_variable_set" "period" {
  catalog_item = servicenow_catalog_item.van.name
  variable_set = servicenow_variable_set.period.internal_name
}

data "servicenow_catalog_item_variable_set" "period" {
  catalog_item = servicenow_catalog_item_variable_set.period.catalog_item
  variable_set = servicenow_catalog_item_variable_set.period.variable_set
}

output "period_comes" {
  value = data.servicenow_catalog_item_variable_set.period.order
}

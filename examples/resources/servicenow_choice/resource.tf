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

resource "servicenow_choice" "warehouse" {
  table    = "incident"
  element  = "category"
  value    = "warehouse"
  label    = "Warehouse"
  language = "en"
  sequence = 60
  hint     = "Bins, pallets and forklifts"
}

# Offered where the category is the one above.
resource "servicenow_choice" "forklift" {
  table           = "incident"
  element         = "subcategory"
  value           = "forklift"
  label           = "Forklift"
  sequence        = 10
  inactive        = false
  dependent_value = servicenow_choice.warehouse.value
}

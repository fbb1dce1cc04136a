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

resource "servicenow_catalog" "depot" {
  title = "Depot"
}

resource "servicenow_catalog_category" "parcels" {
  title       = "Parcels"
  catalog     = servicenow_catalog.depot.title
  description = "Everything that fits into a van"
  order       = 100
  active      = true
}

resource "servicenow_catalog_category" "express" {
  title             = "Express"
  catalog           = servicenow_catalog.depot.title
  parent            = servicenow_catalog_category.parcels.id
  description       = "There on the next day"
  order             = 10
  application_scope = "global"

  mobile_subcategory_render_type = "card"
}

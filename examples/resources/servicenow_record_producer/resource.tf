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

resource "servicenow_catalog_category" "help" {
  title   = "Help"
  catalog = servicenow_catalog.depot.title
}

resource "servicenow_record_producer" "damage" {
  name                 = "Report a damaged parcel"
  short_description    = "Tell us what happened"
  table                = "incident"
  script               = "current.short_description = 'Damaged parcel';"
  post_insert_script   = "gs.info('Reported: ' + current.number);"
  redirect_url         = "generated_record"
  view                 = "ess"
  catalogs             = [servicenow_catalog.depot.title]
  category             = servicenow_catalog_category.help.id
  categories           = [servicenow_catalog_category.help.id]
  can_cancel           = true
  no_cart              = true
  mandatory_attachment = true
  application_scope    = "global"
}

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
  title   = "Parcels"
  catalog = servicenow_catalog.depot.title
}

resource "servicenow_group" "dispatch" {
  name = "Depot dispatch"
}

resource "servicenow_user_criteria" "dispatch" {
  name   = "Depot dispatchers"
  groups = [servicenow_group.dispatch.name]
}

resource "servicenow_user_criteria" "guests" {
  name   = "Depot guests"
  script = "answer = user_id == '';"
}

# A day and a half of delivery time, which provider::servicenow::duration_to_glide("36h") writes too.
resource "servicenow_catalog_item" "parcel" {
  name                   = "Send a parcel"
  short_description      = "From door to door"
  description            = "<p>Up to 30 kg, fetched on the next working day.</p>"
  meta                   = "package,shipping"
  catalogs               = [servicenow_catalog.depot.title]
  category               = servicenow_catalog_category.parcels.id
  categories             = [servicenow_catalog_category.parcels.id]
  order                  = 100
  fulfillment_group      = servicenow_group.dispatch.name
  available_for          = [servicenow_user_criteria.dispatch.name]
  not_available_for      = [servicenow_user_criteria.guests.name]
  delivery_time          = "1970-01-02 12:00:00"
  no_quantity            = true
  no_wishlist            = true
  hide_on_service_portal = false
  application_scope      = "global"

  fulfillment_automation_level = "manual"
}

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

resource "servicenow_catalog_variable" "size" {
  name         = "size"
  type         = "select_box"
  question     = "How large is it?"
  catalog_item = servicenow_catalog_item.parcel.id
}

resource "servicenow_catalog_ui_policy" "large" {
  short_description  = "Large parcels"
  description        = "A large parcel needs a ramp"
  catalog_item       = servicenow_catalog_item.parcel.id
  catalog_conditions = "IO:${servicenow_catalog_variable.size.id}=large"
  order              = 200
  on_load            = true
  reverse_if_false   = true
  run_scripts        = true
  script_true        = "function onCondition() { g_form.addInfoMessage('Bring a ramp.'); }"
  script_false       = "function onCondition() {}"
  ui_type            = "mobile_or_service_portal"
  application_scope  = "global"

  applies_on_requested_items = true
}

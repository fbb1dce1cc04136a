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

resource "servicenow_catalog_variable" "ramp" {
  name         = "ramp"
  type         = "yes_no"
  question     = "Is there a ramp?"
  catalog_item = servicenow_catalog_item.parcel.id
}

resource "servicenow_catalog_ui_policy" "large" {
  short_description  = "Large parcels"
  catalog_item       = servicenow_catalog_item.parcel.id
  catalog_conditions = "IO:${servicenow_catalog_variable.size.id}=large"
}

resource "servicenow_catalog_ui_policy_action" "ramp" {
  ui_policy = servicenow_catalog_ui_policy.large.short_description
  variable  = "IO:${servicenow_catalog_variable.ramp.id}"
  visible   = "true"
}

data "servicenow_catalog_ui_policy_action" "ramp" {
  ui_policy = servicenow_catalog_ui_policy_action.ramp.ui_policy
  variable  = servicenow_catalog_ui_policy_action.ramp.variable
}

output "ramp_is_shown" {
  value = data.servicenow_catalog_ui_policy_action.ramp.visible
}

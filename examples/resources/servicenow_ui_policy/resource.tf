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

# While an incident is about a parcel, its form asks for more.
resource "servicenow_ui_policy" "parcels" {
  short_description = "Parcels need a place"
  table             = "incident"
  conditions        = "category=hardware^active=true"
  order             = 200
  reverse_if_false  = true
  description       = "Couriers look for the place, not for the caller"

  # A field that stands here no longer is left as it is.
  actions = [
    { field_name = "location", table = "incident", visible = "true", mandatory = "true" },
    { field_name = "urgency", table = "incident", read_only = "true", cleared = true },
  ]
}

# One that runs scripts instead, in one view alone.
resource "servicenow_ui_policy" "hint" {
  short_description = "Say that a parcel is on its way"
  table             = "incident"
  conditions        = "state=2"
  on_load           = true
  global            = false
  view              = "Default view"
  run_scripts       = true
  ui_type           = "all"
  script_true       = "function onCondition() { g_form.addInfoMessage('On its way.'); }"
  script_false      = "function onCondition() { g_form.clearMessages(); }"
}

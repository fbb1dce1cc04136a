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

resource "servicenow_catalog_client_script" "warn" {
  name         = "Warn of large parcels"
  type         = "onChange"
  variable     = "IO:${servicenow_catalog_variable.size.id}"
  catalog_item = servicenow_catalog_item.parcel.id
  ui_type      = "all"
  order        = 100

  script = <<-EOT
    function onChange(control, oldValue, newValue, isLoading) {
      if (!isLoading && newValue == 'large') {
        g_form.addInfoMessage('A large parcel takes a day more.');
      }
    }
  EOT

  applies_on_catalog_item_view = true
  applies_on_requested_items   = true
}

resource "servicenow_variable_set" "address" {
  title         = "Address"
  internal_name = "parcel_address"
}

resource "servicenow_catalog_client_script" "greet" {
  name              = "Greet whoever sends"
  type              = "onLoad"
  applies_to        = "set"
  variable_set      = servicenow_variable_set.address.internal_name
  ui_type           = "desktop"
  script            = "function onLoad() {}"
  application_scope = "global"
}

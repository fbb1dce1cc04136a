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
  name          = "size"
  type          = "select_box"
  question      = "How large is it?"
  catalog_item  = servicenow_catalog_item.parcel.id
  order         = 100
  mandatory     = true
  include_none  = true
  default_value = "small"
  tooltip       = "The longest side counts"
  show_help     = true
  help_tag      = "What fits into which box?"
  help_text     = "A small box is 30 cm long, a large one 60 cm."

  # They are offered in this order. Orders keep the value, so a size that is offered no longer stays as inactive.
  choices = [
    { value = "small", text = "Small, up to 5 kg" },
    { value = "large", text = "Large, up to 20 kg" },
    { value = "huge", text = "Huge, on a pallet", inactive = true },
  ]
}

resource "servicenow_catalog_variable" "receiver" {
  name                    = "receiver"
  type                    = "reference"
  question                = "Who gets it?"
  catalog_item            = servicenow_catalog_item.parcel.id
  order                   = 200
  reference               = "sys_user"
  use_reference_qualifier = "advanced"
  reference_qualifier     = "javascript:'company=' + gs.getUser().getCompanyID()"
  application_scope       = "global"
}

resource "servicenow_ui_macro" "boxes" {
  name = "acme_boxes"
  xml  = "<j:jelly xmlns:j=\"jelly:core\"><img src=\"boxes.png\" alt=\"Our boxes beside a chair\"/></j:jelly>"
}

# It asks nothing and shows the boxes between the questions.
resource "servicenow_catalog_variable" "boxes" {
  name         = "boxes"
  type         = "custom"
  catalog_item = servicenow_catalog_item.parcel.id
  order        = 150
  macro        = servicenow_ui_macro.boxes.name
}

resource "servicenow_variable_set" "address" {
  title         = "Address"
  internal_name = "parcel_address"
}

# The number that the instance stores means the same as the word: 6 is single_line_text.
resource "servicenow_catalog_variable" "street" {
  name         = "street"
  type         = "6"
  question     = "Street and number"
  variable_set = servicenow_variable_set.address.id
  order        = 10
}

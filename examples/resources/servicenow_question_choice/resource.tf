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

resource "servicenow_question_choice" "small" {
  question = servicenow_catalog_variable.size.name
  text     = "Small, up to 5 kg"
  value    = "small"
  order    = 100
}

resource "servicenow_question_choice" "huge" {
  question          = servicenow_catalog_variable.size.name
  text              = "Huge, on a pallet"
  value             = "huge"
  order             = 900
  inactive          = true
  application_scope = "global"
}

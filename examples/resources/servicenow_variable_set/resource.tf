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

resource "servicenow_variable_set" "address" {
  title         = "Address"
  internal_name = "parcel_address"
  description   = "Where a parcel goes"
  layout        = "2across"
  order         = 200
  display_title = true
}

resource "servicenow_variable_set" "contents" {
  title             = "Contents"
  internal_name     = "parcel_contents"
  type              = "one_to_many"
  set_attributes    = "max_rows=10"
  read_roles        = ["itil"]
  application_scope = "global"
}

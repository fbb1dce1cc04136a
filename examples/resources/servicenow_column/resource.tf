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

resource "servicenow_table" "bin" {
  name            = "u_bin"
  label           = "Bin"
  deletion_policy = "delete"
  allow_data_loss = true
}

# By default, destroying leaves a column on the instance with all its values. These may go: that takes both, deletion_policy
# and allow_data_loss.
resource "servicenow_column" "code" {
  table           = servicenow_table.bin.name
  element         = "u_code"
  column_label    = "Code"
  internal_type   = "string"
  max_length      = 20
  mandatory       = true
  unique          = true
  display         = true
  comments        = "What is printed on the bin."
  audit           = true
  deletion_policy = "delete"
  allow_data_loss = true
}

resource "servicenow_column" "site" {
  table                         = servicenow_table.bin.name
  element                       = "u_site"
  column_label                  = "Site"
  internal_type                 = "reference"
  reference                     = "cmn_location"
  reference_cascade_rule        = "clear"
  use_reference_qualifier       = "simple"
  reference_qualifier_condition = "stock_room=true"
  application_scope             = "global"
  deletion_policy               = "delete"
  allow_data_loss               = true
}

# Its choices are servicenow_choice.
resource "servicenow_column" "state" {
  table           = servicenow_table.bin.name
  element         = "u_state"
  column_label    = "State"
  internal_type   = "string"
  choice          = 3
  default_value   = "empty"
  deletion_policy = "delete"
  allow_data_loss = true
}

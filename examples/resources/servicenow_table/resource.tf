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

# By default, destroying leaves a table on the instance with all that is in it. These may go with their records: that takes
# both, deletion_policy and allow_data_loss.
resource "servicenow_table" "bin" {
  name                   = "u_bin"
  label                  = "Bin"
  extendable             = true
  access                 = "public"
  read_access            = true
  create_access          = false
  create_access_controls = true
  user_role              = "itil"
  application_scope      = "global"
  deletion_policy        = "delete"
  allow_data_loss        = true
}

# One that has the columns of another, and is reached by the Table API.
resource "servicenow_table" "pallet" {
  name               = "u_pallet"
  label              = "Pallet"
  super_class        = servicenow_table.bin.name
  web_service_access = true
  caller_access      = "1"
  deletion_policy    = "delete"
  allow_data_loss    = true
}

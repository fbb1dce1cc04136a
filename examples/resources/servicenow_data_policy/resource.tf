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

# An incident that is closed says why, whoever closes it; servicenow_data_policy_rule says in which fields.
resource "servicenow_data_policy" "closing" {
  short_description          = "A lost parcel is explained"
  table                      = "incident"
  conditions                 = "state=7^category=hardware"
  apply_to_import_sets       = true
  apply_to_soap              = true
  use_as_ui_policy_on_client = true
  reverse_if_false           = true
  inherit                    = false
  description                = "Couriers read the notes"
}

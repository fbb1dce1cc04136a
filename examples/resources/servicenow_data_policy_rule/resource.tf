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

resource "servicenow_data_policy" "handing_over" {
  short_description = "A parcel is handed over to somebody"
  table             = "incident"
  conditions        = "state=7^category=hardware"
}

# The notes must be written.
resource "servicenow_data_policy_rule" "close_notes" {
  data_policy = servicenow_data_policy.handing_over.id
  table       = "incident"
  field_name  = "close_notes"
  mandatory   = "true"
}

# The category stays as it is.
resource "servicenow_data_policy_rule" "category" {
  data_policy = servicenow_data_policy.handing_over.id
  table       = "incident"
  field_name  = "category"
  mandatory   = "leave alone"
  read_only   = "true"
}

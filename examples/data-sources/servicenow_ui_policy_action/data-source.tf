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

resource "servicenow_ui_policy" "late" {
  short_description = "A late parcel is urgent"
  table             = "incident"
}

resource "servicenow_ui_policy_action" "urgency" {
  ui_policy  = servicenow_ui_policy.late.id
  table      = "incident"
  field_name = "urgency"
  mandatory  = "true"
}

data "servicenow_ui_policy_action" "urgency" {
  ui_policy  = servicenow_ui_policy.late.id
  field_name = servicenow_ui_policy_action.urgency.field_name
}

output "urgency_is_mandatory" {
  value = data.servicenow_ui_policy_action.urgency.mandatory
}

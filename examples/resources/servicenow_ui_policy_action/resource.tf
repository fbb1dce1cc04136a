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

resource "servicenow_ui_policy" "lost" {
  short_description = "A lost parcel is explained"
  table             = "incident"
  conditions        = "state=6"
}

# The notes are shown and must be written.
resource "servicenow_ui_policy_action" "close_notes" {
  ui_policy  = servicenow_ui_policy.lost.id
  table      = "incident"
  field_name = "close_notes"
  visible    = "true"
  mandatory  = "true"
  read_only  = "false"
}

# The urgency says nothing any more.
resource "servicenow_ui_policy_action" "urgency" {
  ui_policy  = servicenow_ui_policy.lost.id
  table      = "incident"
  field_name = "urgency"
  read_only  = "true"
  cleared    = true
}

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

resource "servicenow_event_registration" "late" {
  event_name  = "acme.parcel.late"
  table       = "incident"
  description = "A parcel has not come in time"
}

# What is done when a parcel is late.
resource "servicenow_script_action" "note_delay" {
  name        = "Note the delay of a parcel"
  event_name  = servicenow_event_registration.late.event_name
  order       = 200
  condition   = "current.active == true"
  description = "Writes the delay into the incident"
  script      = <<-EOT
    current.work_notes = 'The parcel is late by ' + event.parm1 + ' hours.';
    current.update();
  EOT
}

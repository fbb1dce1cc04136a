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

resource "servicenow_group" "warehouse" {
  name  = "Warehouse"
  email = "warehouse@example.com"
}

resource "servicenow_email_template" "warehouse" {
  name         = "Warehouse"
  table        = "incident"
  subject      = "$${number}: $${short_description}"
  message_html = "<p>$${description}</p>"
}

# When an incident of the warehouse is made, or changes its priority.
resource "servicenow_notification" "warehouse" {
  name              = "Incident of the warehouse"
  table             = "incident"
  description       = "Tells the warehouse what stands still"
  send_when         = "engine"
  action_insert     = true
  action_update     = true
  condition         = "category=warehouse^priorityVALCHANGES"
  recipient_groups  = [servicenow_group.warehouse.name]
  recipient_fields  = ["assigned_to", "assignment_group"]
  email_template    = servicenow_email_template.warehouse.id
  importance        = "high"
  weight            = 10
  application_scope = "global"
}

# When an event is fired, whose first parameter is the recipient.
resource "servicenow_notification" "empty_bin" {
  name         = "Bin is empty"
  table        = "incident"
  send_when    = "event"
  event_name   = "warehouse.bin.empty"
  event_parm_1 = true
  subject      = "A bin is empty"
  message_html = "<p>Bin $${event.parm2} is empty.</p>"
  content_type = "text/html"
  from         = "warehouse@example.com"
  reply_to     = "service@example.com"
  mandatory    = true
}

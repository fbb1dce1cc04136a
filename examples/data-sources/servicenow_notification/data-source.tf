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

resource "servicenow_notification" "garden" {
  name          = "Incident of the garden"
  table         = "incident"
  send_when     = "engine"
  action_insert = true
  subject       = "The garden"
}

data "servicenow_notification" "garden" {
  name  = servicenow_notification.garden.name
  table = servicenow_notification.garden.table
}

output "garden_is_told" {
  value = data.servicenow_notification.garden.active
}

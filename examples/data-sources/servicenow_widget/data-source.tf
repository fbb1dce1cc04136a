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

resource "servicenow_widget" "depots" {
  identifier = "acme-depots"
  name       = "Acme depots"
  template   = "<p>{{c.data.depots}}</p>"
}

data "servicenow_widget" "depots" {
  identifier = servicenow_widget.depots.identifier
}

output "depots_controller" {
  value = data.servicenow_widget.depots.controller_as
}

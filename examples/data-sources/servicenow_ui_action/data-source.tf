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

resource "servicenow_ui_action" "print" {
  name        = "Print the label"
  table       = "incident"
  form_button = true
  script      = "gs.info('printed');"
}

data "servicenow_ui_action" "print" {
  table = "incident"
  name  = servicenow_ui_action.print.name
}

output "print_is_for" {
  value = data.servicenow_ui_action.print.roles
}

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

resource "servicenow_ui_policy" "closed" {
  short_description = "A parcel that has come stays as it is"
  table             = "incident"
  conditions        = "active=false"
}

data "servicenow_ui_policy" "closed" {
  table             = "incident"
  short_description = servicenow_ui_policy.closed.short_description
}

output "closed_holds_when" {
  value = data.servicenow_ui_policy.closed.conditions
}

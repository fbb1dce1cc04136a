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

resource "servicenow_ui_macro" "depot" {
  name = "acme_depot"
  xml  = "<j:jelly xmlns:j=\"jelly:core\"><b>Depot</b></j:jelly>"
}

data "servicenow_ui_macro" "depot" {
  name = servicenow_ui_macro.depot.name
}

output "depot_is_in_use" {
  value = data.servicenow_ui_macro.depot.active
}

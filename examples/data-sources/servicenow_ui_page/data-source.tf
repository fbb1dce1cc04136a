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

resource "servicenow_ui_page" "depots" {
  name = "acme_depots"
  html = "<p>All depots</p>"
}

data "servicenow_ui_page" "depots" {
  name = servicenow_ui_page.depots.name
}

output "depots_address" {
  value = data.servicenow_ui_page.depots.endpoint
}

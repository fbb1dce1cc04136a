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

# Charts for whichever widget needs them: what is loaded are includes, joined by relations.
resource "servicenow_widget_dependency" "charts" {
  name      = "Acme charts"
  module    = "acme.charts"
  page_load = false
}

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

resource "servicenow_widget_dependency" "maps" {
  name   = "Acme maps"
  module = "acme.maps"
}

data "servicenow_widget_dependency" "maps" {
  name = servicenow_widget_dependency.maps.name
}

output "maps_module" {
  value = data.servicenow_widget_dependency.maps.module
}

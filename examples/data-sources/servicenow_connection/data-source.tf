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

resource "servicenow_connection_alias" "tracking" {
  name = "Tracking"
}

resource "servicenow_connection" "tracking" {
  name             = "Tracking"
  connection_alias = servicenow_connection_alias.tracking.alias_id
  connection_url   = "https://tracking.example.com/v2"
}

data "servicenow_connection" "tracking" {
  name = servicenow_connection.tracking.name
}

output "tracking_url" {
  value = data.servicenow_connection.tracking.url
}

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

resource "servicenow_connection_alias" "parcel_tracking" {
  name = "Parcel_tracking"
}

# By alias id, as a spoke or a script names it. An id works as well.
data "servicenow_connection_alias" "parcel_tracking" {
  alias_id = servicenow_connection_alias.parcel_tracking.alias_id
}

output "shipped_by" {
  value = data.servicenow_connection_alias.parcel_tracking.application.name
}

output "has_an_active_connection" {
  value = data.servicenow_connection_alias.parcel_tracking.active_connection_id != null
}

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

resource "servicenow_transform_map" "rooms" {
  name         = "Rooms to locations"
  source_table = "u_imported_room"
  target_table = "cmn_location"
}

data "servicenow_transform_map" "rooms" {
  name = servicenow_transform_map.rooms.name
}

output "rooms_become" {
  value = data.servicenow_transform_map.rooms.target_table
}

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

resource "servicenow_transform_entry" "room" {
  map          = servicenow_transform_map.rooms.name
  source_field = "u_room"
  target_field = "name"
  coalesce     = true
}

data "servicenow_transform_entry" "room" {
  map          = servicenow_transform_entry.room.map
  target_field = servicenow_transform_entry.room.target_field
}

output "room_comes_from" {
  value = data.servicenow_transform_entry.room.source_field
}

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

resource "servicenow_transform_script" "told" {
  map    = servicenow_transform_map.rooms.name
  when   = "onComplete"
  script = "log.info('All rooms are there.');"
}

data "servicenow_transform_script" "told" {
  map  = servicenow_transform_script.told.map
  when = servicenow_transform_script.told.when
}

output "told_is_run" {
  value = data.servicenow_transform_script.told.active
}

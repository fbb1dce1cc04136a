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

resource "servicenow_import_source" "rooms" {
  name                  = "Rooms"
  type                  = "File"
  format                = "Excel"
  header_row            = 1
  import_set_table_name = "u_imported_room"
}

data "servicenow_import_source" "rooms" {
  name = servicenow_import_source.rooms.name
}

output "rooms_are_loaded_into" {
  value = data.servicenow_import_source.rooms.import_set_table_name
}

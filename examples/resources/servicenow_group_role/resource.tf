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

resource "servicenow_group" "sensors" {
  name        = "Sensors integrations"
  description = "Service accounts of Sensors"
}

resource "servicenow_role" "sensor" {
  name        = "sensor_reader"
  description = "May read what the sensors needs"
}

resource "servicenow_group_role" "sensor" {
  group = servicenow_group.sensors.name
  role  = servicenow_role.sensor.name
}

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

resource "servicenow_group" "meters" {
  name        = "Meters integrations"
  description = "Service accounts of Meters"
}

resource "servicenow_role" "meter" {
  name        = "meter_reader"
  description = "May read what the meters needs"
}

resource "servicenow_group_role" "meter" {
  group = servicenow_group.meters.name
  role  = servicenow_role.meter.name
}

data "servicenow_group_role" "meter" {
  group = servicenow_group_role.meter.group
  role  = servicenow_group_role.meter.role
}

output "meter_inherits" {
  value = data.servicenow_group_role.meter.inherits
}

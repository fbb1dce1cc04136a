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

resource "servicenow_group" "bridges" {
  name        = "Bridges integrations"
  description = "Service accounts of Bridges"
}

resource "servicenow_user" "bridge" {
  user_name  = "bridge.integration"
  first_name = "Bridge"
  last_name  = "Integration"
}

resource "servicenow_group_member" "bridge" {
  group = servicenow_group.bridges.name
  user  = servicenow_user.bridge.user_name
}

data "servicenow_group_member" "bridge" {
  group = servicenow_group_member.bridge.group
  user  = servicenow_group_member.bridge.user
}

output "bridge_membership" {
  value = data.servicenow_group_member.bridge.id
}

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

resource "servicenow_group" "integrations" {
  name        = "Integration accounts"
  description = "Service accounts of integrations"
  email       = "integrations@example.com"
}

# Whoever runs the warehouse's integrations: tasks that are assigned to the group go to the first of them.
resource "servicenow_user" "first" {
  user_name = "warehouse.first"
}

resource "servicenow_group" "operators" {
  name             = "Warehouse operators"
  description      = "Look after the integrations of the warehouse"
  email            = "warehouse@example.com"
  include_members  = true
  exclude_manager  = true
  default_assignee = servicenow_user.first.user_name
  parent           = servicenow_group.integrations.name
}

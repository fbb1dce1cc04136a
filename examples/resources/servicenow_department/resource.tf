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

resource "servicenow_user" "head" {
  user_name  = "warehouse.head"
  first_name = "Vera"
  last_name  = "Lager"
}

resource "servicenow_cost_center" "logistics" {
  name = "Logistics"
  code = "4100"
}

resource "servicenow_department" "logistics" {
  name          = "Logistics"
  department_id = "LOG"
}

resource "servicenow_department" "warehouse" {
  name            = "Warehouse"
  department_id   = "LOG-2"
  description     = "Stores and ships"
  parent          = servicenow_department.logistics.name
  department_head = servicenow_user.head.user_name
  primary_contact = servicenow_user.head.user_name
  cost_center     = servicenow_cost_center.logistics.name
  head_count      = 24
}

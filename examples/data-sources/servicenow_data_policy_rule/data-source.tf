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

resource "servicenow_data_policy" "couriers" {
  short_description = "A parcel has a courier"
  table             = "incident"
}

resource "servicenow_data_policy_rule" "courier" {
  data_policy = servicenow_data_policy.couriers.id
  table       = "incident"
  field_name  = "assigned_to"
  mandatory   = "true"
}

data "servicenow_data_policy_rule" "courier" {
  data_policy = servicenow_data_policy.couriers.id
  field_name  = servicenow_data_policy_rule.courier.field_name
}

output "a_courier_is_mandatory" {
  value = data.servicenow_data_policy_rule.courier.mandatory
}

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

resource "servicenow_choice" "garden" {
  table   = "incident"
  element = "category"
  value   = "garden"
  label   = "Garden"
}

data "servicenow_choice" "garden" {
  table   = servicenow_choice.garden.table
  element = servicenow_choice.garden.element
  value   = servicenow_choice.garden.value
}

output "garden_is_called" {
  value = data.servicenow_choice.garden.label
}

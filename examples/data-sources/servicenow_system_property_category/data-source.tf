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

resource "servicenow_system_property_category" "garden" {
  name = "Garden"
}

data "servicenow_system_property_category" "garden" {
  name = servicenow_system_property_category.garden.name
}

output "garden_category" {
  value = data.servicenow_system_property_category.garden.id
}

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

resource "servicenow_system_property" "support_address" {
  name  = "x_example.support.address"
  value = "support@example.com"
}

data "servicenow_system_property" "support_address" {
  name = servicenow_system_property.support_address.name
}

output "support_address" {
  value = data.servicenow_system_property.support_address.value
}

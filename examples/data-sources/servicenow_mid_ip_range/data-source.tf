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

resource "servicenow_mid_ip_range" "plant" {
  name  = "Plant"
  range = "10.20.0.0-10.20.3.255"
}

data "servicenow_mid_ip_range" "plant" {
  name = servicenow_mid_ip_range.plant.name
}

output "plant_addresses" {
  value = data.servicenow_mid_ip_range.plant.range
}

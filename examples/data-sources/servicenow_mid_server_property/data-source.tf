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

resource "servicenow_mid_server_property" "upgrades" {
  name  = "concurrent.dist.download"
  value = "4"
}

data "servicenow_mid_server_property" "upgrades" {
  name = servicenow_mid_server_property.upgrades.name
}

output "upgrades_at_a_time" {
  value = data.servicenow_mid_server_property.upgrades.value
}

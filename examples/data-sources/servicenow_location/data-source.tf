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

resource "servicenow_location" "garden" {
  name = "Garden"
  city = "Bern"
}

data "servicenow_location" "garden" {
  name = servicenow_location.garden.name
}

output "garden_is_in" {
  value = data.servicenow_location.garden.city
}

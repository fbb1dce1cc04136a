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

resource "servicenow_update_set" "spring" {
  name        = "Spring clean-up"
  description = "Aliases that nothing uses"
}

data "servicenow_update_set" "spring" {
  name = servicenow_update_set.spring.name
}

output "spring_is_open" {
  value = data.servicenow_update_set.spring.state == "build"
}

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

resource "servicenow_application_menu" "drivers" {
  title = "Drivers"
  roles = ["itil"]
}

data "servicenow_application_menu" "drivers" {
  title = servicenow_application_menu.drivers.title
}

output "drivers_roles" {
  value = data.servicenow_application_menu.drivers.roles
}

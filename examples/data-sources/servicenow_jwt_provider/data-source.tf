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

resource "servicenow_jwt_provider" "library" {
  name            = "Library"
  expiry_interval = 60
}

data "servicenow_jwt_provider" "library" {
  name = servicenow_jwt_provider.library.name
}

output "library_expiry" {
  value = data.servicenow_jwt_provider.library.expiry_interval
}

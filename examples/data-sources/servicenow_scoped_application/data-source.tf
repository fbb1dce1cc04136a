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

resource "servicenow_scoped_application" "depots" {
  name    = "Depots"
  scope   = "x_acme_depots"
  version = "0.1.0"
}

data "servicenow_scoped_application" "depots" {
  scope = servicenow_scoped_application.depots.scope
}

output "depots_version" {
  value = data.servicenow_scoped_application.depots.version
}

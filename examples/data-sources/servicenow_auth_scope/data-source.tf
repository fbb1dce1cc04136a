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

resource "servicenow_auth_scope" "invoices" {
  name        = "invoices_read"
  description = "Read invoices"
}

data "servicenow_auth_scope" "invoices" {
  name = servicenow_auth_scope.invoices.name
}

output "invoices_description" {
  value = data.servicenow_auth_scope.invoices.description
}

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

resource "servicenow_update_source" "acceptance" {
  name   = "Acceptance"
  type   = "uat"
  url    = "https://example-uat.service-now.com"
  active = false
}

data "servicenow_update_source" "acceptance" {
  name = servicenow_update_source.acceptance.name
}

output "acceptance_address" {
  value = data.servicenow_update_source.acceptance.url
}

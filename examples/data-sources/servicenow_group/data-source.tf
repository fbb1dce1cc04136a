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

resource "servicenow_group" "storage" {
  name        = "Storage integrations"
  description = "Service accounts of Storage"
}

data "servicenow_group" "storage" {
  name = servicenow_group.storage.name
}

output "storage_description" {
  value = data.servicenow_group.storage.description
}

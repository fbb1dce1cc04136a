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

# What was imported from the warehouse is not wanted on test instances.
resource "servicenow_clone_exclusion" "imports" {
  name = "u_warehouse_import"
}

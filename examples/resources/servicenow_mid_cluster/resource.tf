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

# MID servers that share the work of one site.
resource "servicenow_mid_cluster" "berlin" {
  name = "Berlin"
  type = "Load Balance"
}

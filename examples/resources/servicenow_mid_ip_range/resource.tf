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

# The network of the warehouse, which only MID servers there can reach.
resource "servicenow_mid_ip_range" "warehouse" {
  name  = "Warehouse"
  range = "10.11.144.0/24"
}

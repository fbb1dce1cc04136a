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

resource "servicenow_mid_cluster" "spare" {
  name = "Spare"
  type = "Failover"
}

data "servicenow_mid_cluster" "spare" {
  name = servicenow_mid_cluster.spare.name
}

output "spare_type" {
  value = data.servicenow_mid_cluster.spare.type
}

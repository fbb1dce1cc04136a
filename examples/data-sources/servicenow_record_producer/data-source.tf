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

resource "servicenow_record_producer" "lost" {
  name  = "Report a lost parcel"
  table = "incident"
}

data "servicenow_record_producer" "lost" {
  name = servicenow_record_producer.lost.name
}

output "lost_parcels_become" {
  value = data.servicenow_record_producer.lost.table
}

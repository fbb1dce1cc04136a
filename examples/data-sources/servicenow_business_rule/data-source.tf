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

resource "servicenow_business_rule" "stamp" {
  name          = "Stamp parcels"
  table         = "incident"
  when          = "after"
  action_insert = true
  advanced      = true
  script        = "gs.info('parcel ' + current.number);"
}

data "servicenow_business_rule" "stamp" {
  table = "incident"
  name  = servicenow_business_rule.stamp.name
}

output "stamp_runs" {
  value = data.servicenow_business_rule.stamp.when
}

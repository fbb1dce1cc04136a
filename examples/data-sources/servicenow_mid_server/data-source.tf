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

# A MID server is installed on a host and makes its record itself. This row stands in for one.
resource "servicenow_record" "mid_server" {
  table  = "ecc_agent"
  fields = { name = "mid-potsdam-1" }
}

data "servicenow_mid_server" "potsdam" {
  name = servicenow_record.mid_server.fields.name
}

output "potsdam_is_up" {
  value = data.servicenow_mid_server.potsdam.status == "Up"
}

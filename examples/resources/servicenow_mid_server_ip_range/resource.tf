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
  fields = { name = "mid-fulda-1" }
}

resource "servicenow_mid_ip_range" "depot" {
  name  = "Depot in Fulda"
  range = "10.21.0.0/24"
}

resource "servicenow_mid_server_ip_range" "fulda" {
  mid_server = servicenow_record.mid_server.id
  ip_range   = servicenow_mid_ip_range.depot.name
}

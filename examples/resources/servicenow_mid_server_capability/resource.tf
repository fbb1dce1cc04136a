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
  fields = { name = "mid-jena-1" }
}

resource "servicenow_mid_capability" "lab" {
  capability = "LAB"
  value      = "jena"
}

resource "servicenow_mid_server_capability" "jena" {
  mid_server = servicenow_record.mid_server.id
  capability = servicenow_mid_capability.lab.id
}

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
  fields = { name = "mid-berlin-1" }
}

# More work at a time on this MID server, from its next start on.
resource "servicenow_mid_server_parameter" "threads" {
  mid_server     = servicenow_record.mid_server.id
  parameter_name = "threads.max"
  value          = "50"
}

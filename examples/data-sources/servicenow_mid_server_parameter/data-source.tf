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
  fields = { name = "mid-bonn-1" }
}

resource "servicenow_mid_server_parameter" "log" {
  mid_server     = servicenow_record.mid_server.id
  parameter_name = "mid.log.level"
  value          = "info"
}

data "servicenow_mid_server_parameter" "log" {
  mid_server     = servicenow_record.mid_server.id
  parameter_name = servicenow_mid_server_parameter.log.parameter_name
}

output "log_level" {
  value = data.servicenow_mid_server_parameter.log.value
}

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

# Keys come in a header of the gateway's own. The instance brings x-sn-apikey by itself.
resource "servicenow_auth_parameter" "gateway" {
  parameter_name = "X-Gateway-Key"
  type           = "auth_header"
}

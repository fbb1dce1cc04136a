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

# One of those that the instance brings.
data "servicenow_auth_parameter" "key_header" {
  type           = "auth_header"
  parameter_name = "x-sn-apikey"
}

output "key_header" {
  value = data.servicenow_auth_parameter.key_header.id
}

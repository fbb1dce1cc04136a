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

resource "servicenow_server" "web" {
  name       = "acme-web-1"
  ip_address = "10.1.2.4"
}

data "servicenow_server" "web" {
  name = servicenow_server.web.name
}

output "web_address" {
  value = data.servicenow_server.web.ip_address
}

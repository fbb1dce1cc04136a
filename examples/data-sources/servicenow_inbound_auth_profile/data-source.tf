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

resource "servicenow_inbound_auth_profile" "partners" {
  type            = "api_key"
  name            = "Keys of partners"
  description     = "Partners prove themselves by API key"
  auth_parameters = ["auth_header/x-sn-apikey"]
}

data "servicenow_inbound_auth_profile" "partners" {
  name = servicenow_inbound_auth_profile.partners.name
}

output "partners_profile" {
  value = data.servicenow_inbound_auth_profile.partners.id
}

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

resource "servicenow_inbound_auth_profile" "keys" {
  name        = "Keys of the data platform"
  description = "Callers prove themselves by API key"
}

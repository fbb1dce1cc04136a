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

# Larger answers of Discovery, on every MID server from its next start on.
resource "servicenow_mid_server_property" "payload" {
  name  = "mid.discovery.max_payload_size"
  value = "10000000"
}

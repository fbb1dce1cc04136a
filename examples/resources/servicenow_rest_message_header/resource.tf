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

resource "servicenow_rest_message" "carrier" {
  name          = "Carrier tracking"
  rest_endpoint = "https://api.carrier.example.com/v2"
}

# Goes with every call to the carrier.
resource "servicenow_rest_message_header" "version" {
  rest_message = servicenow_rest_message.carrier.id
  name         = "X-Carrier-Version"
  value        = "2"
}

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

variable "carrier_key" {
  description = "Key of the carrier's API."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_rest_message" "carrier" {
  name          = "Carrier tracking"
  rest_endpoint = "https://api.carrier.example.com/v2"
}

# Goes with every call to the carrier. The key is written to the instance and kept nowhere else; raise the version to send
# another one.
resource "servicenow_rest_message_header" "key" {
  rest_message     = servicenow_rest_message.carrier.id
  name             = "X-Carrier-Key"
  value_wo         = var.carrier_key
  value_wo_version = 1
}

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

variable "parcel_token" {
  description = "Token that finds parcels of others too."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_rest_message" "carrier" {
  name          = "Carrier tracking"
  rest_endpoint = "https://api.carrier.example.com/v2"
}

resource "servicenow_rest_message_function" "find" {
  rest_message  = servicenow_rest_message.carrier.id
  name          = "find parcel"
  http_method   = "get"
  rest_endpoint = "https://api.carrier.example.com/v2/parcels/$${number}"
}

# Goes with this call alone. The token is written to the instance and kept nowhere else; raise the version to send another one.
resource "servicenow_rest_message_function_header" "token" {
  rest_message_function = servicenow_rest_message_function.find.id
  name                  = "X-Parcel-Token"
  value_wo              = var.parcel_token
  value_wo_version      = 1
}

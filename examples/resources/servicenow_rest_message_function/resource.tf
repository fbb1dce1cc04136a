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

resource "servicenow_rest_message_function" "find" {
  rest_message  = servicenow_rest_message.carrier.id
  name          = "find parcel"
  http_method   = "get"
  rest_endpoint = "https://api.carrier.example.com/v2/parcels/$${number}"

  headers = [
    { name = "Accept", value = "application/json" },
  ]

  # They stand in the address in this order.
  parameters = [
    { name = "details", value = "$${details}" },
    { name = "limit", value = "1" },
  ]
}

# Scripts put the parts in braces in at each call.
resource "servicenow_rest_message_function" "announce" {
  rest_message        = servicenow_rest_message.carrier.id
  name                = "announce parcel"
  http_method         = "post"
  rest_endpoint       = "https://api.carrier.example.com/v2/parcels"
  content             = "{\"number\": \"$${number}\", \"receiver\": \"$${receiver}\"}"
  authentication_type = "no_authentication"
  lock                = true
}

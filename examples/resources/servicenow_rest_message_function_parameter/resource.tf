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
}

# https://…/parcels/4711?fields=place,time&language=…
resource "servicenow_rest_message_function_parameter" "fields" {
  rest_message_function = servicenow_rest_message_function.find.id
  name                  = "fields"
  value                 = "place,time"
  order                 = 100
}

# The value comes from the script that makes the call.
resource "servicenow_rest_message_function_parameter" "language" {
  rest_message_function = servicenow_rest_message_function.find.id
  name                  = "language"
  value                 = "$${language}"
  order                 = 200
}

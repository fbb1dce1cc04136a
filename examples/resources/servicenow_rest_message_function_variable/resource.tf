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

resource "servicenow_rest_message" "parcels" {
  name          = "Parcel tracking"
  rest_endpoint = "https://api.parcels.example.com/v2"
}

resource "servicenow_rest_message_function" "find" {
  rest_message  = servicenow_rest_message.parcels.id
  name          = "find one"
  http_method   = "get"
  rest_endpoint = "https://api.parcels.example.com/v2/parcels/$${number}"
}

# What the button Test on the form puts in for the number.
resource "servicenow_rest_message_function_variable" "number" {
  rest_message_function = servicenow_rest_message_function.find.id
  name                  = "number"
  value                 = "4711"
  type                  = "string"
}

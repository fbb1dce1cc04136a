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

resource "servicenow_rest_message" "weather" {
  name          = "Weather service"
  rest_endpoint = "https://api.weather.example.com/v1"
}

resource "servicenow_rest_message_header" "units" {
  rest_message = servicenow_rest_message.weather.id
  name         = "X-Units"
  value        = "metric"
}

data "servicenow_rest_message_header" "units" {
  rest_message = servicenow_rest_message.weather.id
  name         = servicenow_rest_message_header.units.name
}

output "units" {
  value = data.servicenow_rest_message_header.units.id
}

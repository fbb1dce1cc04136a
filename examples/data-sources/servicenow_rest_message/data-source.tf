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

data "servicenow_rest_message" "weather" {
  name = servicenow_rest_message.weather.name
}

output "weather_endpoint" {
  value = data.servicenow_rest_message.weather.rest_endpoint
}

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

resource "servicenow_rest_message_function" "today" {
  rest_message = servicenow_rest_message.weather.id
  name         = "today"
  http_method  = "get"
}

resource "servicenow_rest_message_function_header" "language" {
  rest_message_function = servicenow_rest_message_function.today.id
  name                  = "Accept-Language"
  value                 = "de"
}

data "servicenow_rest_message_function_header" "language" {
  rest_message_function = servicenow_rest_message_function.today.id
  name                  = servicenow_rest_message_function_header.language.name
}

output "language" {
  value = data.servicenow_rest_message_function_header.language.id
}

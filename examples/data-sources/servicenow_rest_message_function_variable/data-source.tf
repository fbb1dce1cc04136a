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

resource "servicenow_rest_message" "tides" {
  name          = "Tides"
  rest_endpoint = "https://api.tides.example.com/v1"
}

resource "servicenow_rest_message_function" "next" {
  rest_message  = servicenow_rest_message.tides.id
  name          = "next flood"
  http_method   = "get"
  rest_endpoint = "https://api.tides.example.com/v1/$${harbour}"
}

resource "servicenow_rest_message_function_variable" "harbour" {
  rest_message_function = servicenow_rest_message_function.next.id
  name                  = "harbour"
  value                 = "husum"
}

data "servicenow_rest_message_function_variable" "harbour" {
  rest_message_function = servicenow_rest_message_function.next.id
  name                  = servicenow_rest_message_function_variable.harbour.name
}

output "harbour_of_tests" {
  value = data.servicenow_rest_message_function_variable.harbour.value
}

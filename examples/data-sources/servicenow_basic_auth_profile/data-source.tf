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

resource "servicenow_basic_auth_profile" "weather" {
  name     = "Weather service"
  username = "servicenow"
}

data "servicenow_basic_auth_profile" "weather" {
  name = servicenow_basic_auth_profile.weather.name
}

output "weather_user" {
  value = data.servicenow_basic_auth_profile.weather.username
}

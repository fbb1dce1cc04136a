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

resource "servicenow_oauth_registry" "maps" {
  name               = "Maps API"
  type               = "oauth_provider"
  client_id          = "servicenow-maps"
  default_grant_type = "client_credentials"
  token_url          = "https://login.example.com/oauth2/token"
}

# Names are not unique in the Application Registry; the client id narrows the search.
data "servicenow_oauth_registry" "maps" {
  name      = servicenow_oauth_registry.maps.name
  client_id = servicenow_oauth_registry.maps.client_id
}

output "maps_default_profile" {
  value = data.servicenow_oauth_registry.maps.default_profile_name
}

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

resource "servicenow_scripted_rest_api" "parcels" {
  name       = "Parcels"
  service_id = "parcels"
}

# The pages of the web shop read the API with a token of their own.
resource "servicenow_cors_rule" "shop" {
  name                         = "Web shop reads parcels"
  domain                       = "https://shop.example.com"
  rest_api                     = servicenow_scripted_rest_api.parcels.id
  get                          = true
  access_control_allow_headers = ["Authorization", "Content-Type"]
  exposed_headers              = ["X-Total-Count"]
  max_age                      = 600
}

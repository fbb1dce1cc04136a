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
  description   = "Where parcels are"

  # Each call sends these. A header that stands here no longer is deleted.
  headers = [
    { name = "Accept", value = "application/json" },
    { name = "X-Api-Version", value = "2" },
  ]
}

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
  name                = "Parcels"
  service_id          = "parcels"
  short_description   = "Where parcels are, for the web shop"
  doc_link            = "https://intranet.example.com/apis/parcels"
  consumes            = "application/json"
  consumes_customized = true
  produces            = "application/json"
  produces_customized = true
  enforce_acl         = ["Scripted REST External Default"]
}

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

resource "servicenow_js_include" "maps" {
  display_name = "Map library"
  source       = "url"
  url          = "https://cdn.example.com/maps.min.js"
}

data "servicenow_js_include" "maps" {
  display_name = servicenow_js_include.maps.display_name
}

output "maps_address" {
  value = data.servicenow_js_include.maps.url
}

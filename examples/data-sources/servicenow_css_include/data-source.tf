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

resource "servicenow_css_include" "fonts" {
  name   = "Acme fonts"
  source = "url"
  url    = "https://cdn.example.com/fonts.css"
}

data "servicenow_css_include" "fonts" {
  name = servicenow_css_include.fonts.name
}

output "fonts_address" {
  value = data.servicenow_css_include.fonts.url
}

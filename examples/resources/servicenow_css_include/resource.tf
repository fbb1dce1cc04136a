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

# A style sheet of another host.
resource "servicenow_css_include" "icons" {
  name             = "Acme icons"
  source           = "url"
  url              = "https://cdn.example.com/icons.min.css"
  rtl_css_file_url = "https://cdn.example.com/icons.rtl.min.css"
}

# One of the portal's own.
resource "servicenow_record" "colours" {
  table = "sp_css"

  fields = {
    name = "Acme colours"
    css  = "body { color: #123456; }"
  }
}

resource "servicenow_css_include" "colours" {
  name        = "Acme colours"
  source      = "local"
  style_sheet = servicenow_record.colours.id
  lazy_load   = true
}

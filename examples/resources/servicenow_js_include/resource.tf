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

resource "servicenow_js_include" "charts" {
  display_name = "Chart library"
  source       = "url"
  url          = "https://cdn.example.com/charts.min.js"
}

# A UI script of the instance.
resource "servicenow_ui_script" "formats" {
  name   = "acme_formats"
  script = "var acmeFormats = {};"
}

resource "servicenow_js_include" "formats" {
  display_name = "Acme formats"
  source       = "local"
  ui_script    = servicenow_ui_script.formats.id
}

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

resource "servicenow_widget_dependency" "drawing" {
  name   = "Acme drawing"
  module = "acme.drawing"
}

resource "servicenow_js_include" "drawing" {
  display_name = "Drawing library"
  source       = "url"
  url          = "https://cdn.example.com/drawing.min.js"
}

resource "servicenow_js_include_relation" "drawing" {
  dependency = servicenow_widget_dependency.drawing.name
  js_include = servicenow_js_include.drawing.display_name
  order      = 100
}

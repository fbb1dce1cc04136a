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

resource "servicenow_widget_dependency" "layout" {
  name = "Acme layout"
}

resource "servicenow_css_include" "grid" {
  name   = "Acme grid"
  source = "url"
  url    = "https://cdn.example.com/grid.css"
}

resource "servicenow_css_include_relation" "grid" {
  dependency  = servicenow_widget_dependency.layout.name
  css_include = servicenow_css_include.grid.name
  order       = 100
}

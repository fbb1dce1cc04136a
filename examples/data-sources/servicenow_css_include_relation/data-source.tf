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

resource "servicenow_widget_dependency" "print" {
  name = "Acme print"
}

resource "servicenow_css_include" "paper" {
  name   = "Acme paper"
  source = "url"
  url    = "https://cdn.example.com/paper.css"
}

resource "servicenow_css_include_relation" "paper" {
  dependency  = servicenow_widget_dependency.print.name
  css_include = servicenow_css_include.paper.name
  order       = 10
}

data "servicenow_css_include_relation" "paper" {
  dependency  = servicenow_css_include_relation.paper.dependency
  css_include = servicenow_css_include_relation.paper.css_include
}

output "paper_order" {
  value = data.servicenow_css_include_relation.paper.order
}

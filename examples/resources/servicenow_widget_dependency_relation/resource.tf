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

resource "servicenow_widget" "orders" {
  identifier = "acme-orders"
  name       = "Acme orders"
  template   = "<canvas id=\"orders\"></canvas>"
}

resource "servicenow_widget_dependency" "graphs" {
  name = "Acme graphs"
}

resource "servicenow_widget_dependency_relation" "orders" {
  widget     = servicenow_widget.orders.id
  dependency = servicenow_widget_dependency.graphs.name
}

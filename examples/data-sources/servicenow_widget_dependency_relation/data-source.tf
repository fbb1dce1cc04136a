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

resource "servicenow_widget" "stock" {
  identifier = "acme-stock"
  name       = "Acme stock"
}

resource "servicenow_widget_dependency" "tables" {
  name = "Acme tables"
}

resource "servicenow_widget_dependency_relation" "stock" {
  widget     = servicenow_widget.stock.id
  dependency = servicenow_widget_dependency.tables.id
}

data "servicenow_widget_dependency_relation" "stock" {
  widget     = servicenow_widget_dependency_relation.stock.widget
  dependency = servicenow_widget_dependency_relation.stock.dependency
}

output "stock_scope" {
  value = data.servicenow_widget_dependency_relation.stock.application_scope
}

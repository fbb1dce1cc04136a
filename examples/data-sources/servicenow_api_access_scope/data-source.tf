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

resource "servicenow_auth_scope" "stock" {
  name        = "stock_read"
  description = "Read the stock"
}

resource "servicenow_api_access_scope" "stock" {
  name        = "Count the stock"
  auth_scope  = servicenow_auth_scope.stock.name
  api         = "now/stats"
  api_path    = "/now/stats"
  http_method = "get"
}

data "servicenow_api_access_scope" "stock" {
  auth_scope = servicenow_api_access_scope.stock.auth_scope
}

output "stock_path" {
  value = data.servicenow_api_access_scope.stock.api_path
}

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

resource "servicenow_auth_scope" "assets" {
  name        = "assets_read"
  description = "Read assets"
}

# The scope opens reading over the Table API.
resource "servicenow_api_access_scope" "assets" {
  name        = "Read assets over the Table API"
  auth_scope  = servicenow_auth_scope.assets.name
  api         = "now/table"
  api_path    = "/now/table"
  http_method = "get"
}

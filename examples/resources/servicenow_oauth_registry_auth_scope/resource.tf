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

resource "servicenow_oauth_registry" "shop" {
  name          = "Web shop"
  type          = "client"
  redirect_urls = ["https://shop.example.com/oauth/callback"]
}

resource "servicenow_auth_scope" "shop" {
  name        = "shop_orders"
  description = "Read the orders of the shop"
}

# Tokens of the client may do what the scope opens.
resource "servicenow_oauth_registry_auth_scope" "shop" {
  oauth_registry = servicenow_oauth_registry.shop.id
  auth_scope     = servicenow_auth_scope.shop.name
}

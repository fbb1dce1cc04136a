terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the account come from SERVICENOW_INSTANCE_URL, SERVICENOW_USERNAME and SERVICENOW_PASSWORD.
provider "servicenow" {}

# An application that signs people in to the instance. It is a public client: PKCE instead of a secret.
resource "servicenow_oauth_registry" "portal" {
  name          = "Partner portal"
  type          = "client"
  public_client = true
  redirect_urls = ["https://portal.example.com/callback"]
}

output "client_id" {
  description = "What the portal identifies itself with."
  value       = servicenow_oauth_registry.portal.client_id
}

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

variable "shipping_client_secret" {
  description = "Secret that the shipping partner issued for us."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# Outbound: the instance asks a third party for tokens. The instance makes a default profile for it,
# which credentials refer to by default_profile_id.
resource "servicenow_oauth_registry" "shipping" {
  name = "Shipping API"
  type = "oauth_provider"

  client_id                = "servicenow-production"
  client_secret_wo         = var.shipping_client_secret
  client_secret_wo_version = 1 # raise it to send a rotated secret

  default_grant_type         = "client_credentials"
  token_url                  = "https://login.example.com/oauth2/token"
  send_client_credentials_as = "basic_authorization_header"
  comments                   = "Managed by Terraform."
}

# Inbound: an external application asks the instance for tokens. Without a configured secret the
# provider makes one; the instance makes the client id.
resource "servicenow_oauth_registry" "reporting" {
  name = "Reporting portal"
  type = "client"

  redirect_urls = [
    "https://reports.example.com/oauth/callback",
    "https://reports-test.example.com/oauth/callback",
  ]
  access_token_lifespan  = 1800
  refresh_token_lifespan = 28800
}

output "reporting_client_id" {
  value = servicenow_oauth_registry.reporting.client_id
}

output "reporting_client_secret" {
  value     = servicenow_oauth_registry.reporting.client_secret
  sensitive = true
}

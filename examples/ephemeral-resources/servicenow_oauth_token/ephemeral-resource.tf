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

variable "billing_client_secret" {
  description = "The secret of the client."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_system_property" "client_credentials" {
  name           = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type           = "boolean"
  value          = "true"
  adopt_existing = true
}

resource "servicenow_oauth_registry" "billing" {
  type                     = "client"
  name                     = "Billing"
  application_user         = "admin"
  client_secret_wo         = var.billing_client_secret
  client_secret_wo_version = 1
}

# A token of this client, for as long as the run.
ephemeral "servicenow_oauth_token" "billing" {
  grant_type      = "client_credentials"
  client_id       = servicenow_oauth_registry.billing.client_id
  client_secret   = var.billing_client_secret
  revoke_on_close = true

  depends_on = [servicenow_system_property.client_credentials]
}

# Whoever calls the instance as this client gets the token, as here a script in the same run.
resource "terraform_data" "first_call" {
  provisioner "local-exec" {
    command = "test -n \"$ACCESS_TOKEN\""

    environment = {
      ACCESS_TOKEN = ephemeral.servicenow_oauth_token.billing.access_token
    }
  }
}

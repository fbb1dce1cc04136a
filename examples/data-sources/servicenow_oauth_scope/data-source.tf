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

resource "servicenow_oauth_registry" "mailbox" {
  name               = "Mailbox API"
  type               = "oauth_provider"
  client_id          = "servicenow-mailbox"
  default_grant_type = "client_credentials"
  token_url          = "https://login.example.com/oauth2/token"
}

resource "servicenow_oauth_scope" "send" {
  name           = "Mailbox send"
  scope          = "mailbox.send"
  oauth_registry = servicenow_oauth_registry.mailbox.id
}

data "servicenow_oauth_scope" "send" {
  scope          = servicenow_oauth_scope.send.scope
  oauth_registry = servicenow_oauth_registry.mailbox.id
}

output "send_name" {
  value = data.servicenow_oauth_scope.send.name
}

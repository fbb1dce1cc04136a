terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# Applied once, by an administrator: the SERVICENOW_… environment variables say which instance and which account.
provider "servicenow" {}

# The account that later runs act as. It has no password: nobody signs in with it, and the client below stands for it.
resource "servicenow_user" "terraform" {
  user_name               = var.user_name
  first_name              = "Terraform"
  last_name               = "Service account"
  web_service_access_only = true
}

resource "servicenow_user_role" "terraform" {
  for_each = var.roles

  user = servicenow_user.terraform.id
  role = each.value
}

# Client credentials: off on a new instance until this property says otherwise. Destroy gives its old value back.
resource "servicenow_system_property" "client_credentials" {
  count = var.set_client_credentials_property ? 1 : 0

  name  = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type  = "boolean"
  value = "true"

  adopt_existing = true
}

resource "servicenow_oauth_registry" "terraform" {
  name = var.client_name
  type = "client"

  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  client_type        = "integration_as_a_user"
  application_user   = servicenow_user.terraform.id
  inbound_grant_type = "client_credential"
  default_grant_type = "client_credentials"

  depends_on = [servicenow_system_property.client_credentials]
}

# The token endpoint looks for a profile of that grant. Some releases make one with the client, some do not.
resource "servicenow_oauth_profile" "terraform" {
  name           = "${var.client_name} default_profile"
  oauth_registry = servicenow_oauth_registry.terraform.id
  grant_type     = "client_credentials"
  is_default     = true

  adopt_existing = true
}

# From Zurich on a new client opens no API until a scope is linked with it.
resource "servicenow_oauth_registry_auth_scope" "terraform" {
  count = var.auth_scope == null ? 0 : 1

  oauth_registry = servicenow_oauth_registry.terraform.id
  auth_scope     = var.auth_scope
}

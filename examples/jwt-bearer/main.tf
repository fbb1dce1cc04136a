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

# What the instance signs with. The key store is a file on the record of its certificate.

resource "servicenow_certificate" "archive" {
  name                          = "${var.name} key store"
  description                   = "Signs what this instance asserts to ${var.name}"
  type                          = "key_store"
  key_store_password_wo         = var.key_store_password
  key_store_password_wo_version = var.secrets_version
}

resource "servicenow_attachment" "key_store" {
  count = var.key_store == null ? 0 : 1

  table          = "sys_certificate"
  record         = servicenow_certificate.archive.id
  file_name      = basename(var.key_store)
  content_type   = "application/x-java-keystore"
  content_base64 = filebase64(var.key_store)
}

resource "servicenow_jwt_key" "archive" {
  name                            = var.name
  signing_keystore                = servicenow_certificate.archive.id
  signing_key_password_wo         = var.key_store_password
  signing_key_password_wo_version = var.secrets_version
  key_id                          = var.key_id

  depends_on = [servicenow_attachment.key_store]
}

# What the assertions say.

resource "servicenow_jwt_provider" "archive" {
  name               = var.name
  expiry_interval    = 120
  jwt_keystore_alias = servicenow_jwt_key.archive.id
}

# The instance makes these three with the provider, and leaves them empty.
resource "servicenow_jwt_claim" "standard" {
  for_each = {
    aud = var.audience
    iss = var.issuer
    sub = var.subject
  }

  jwt_provider = servicenow_jwt_provider.archive.id
  name         = each.key
  value        = each.value
}

# Whom the token is asked of, and how. Where the third party wants a secret beside the assertion, set client_secret_wo.

resource "servicenow_oauth_registry" "archive" {
  type               = "oauth_provider"
  name               = var.name
  client_id          = var.client_id
  default_grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer"
  token_url          = var.token_url
}

# The instance makes a default profile with each provider: this is that one.
resource "servicenow_oauth_profile" "archive" {
  name           = "${var.name} default_profile"
  oauth_registry = servicenow_oauth_registry.archive.id
  is_default     = true
  grant_type     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
  jwt_provider   = servicenow_jwt_provider.archive.id
  adopt_existing = true
}

# What flows call.

resource "servicenow_connection_alias" "archive" {
  name = "Archive"
}

resource "servicenow_credential" "archive" {
  type          = "oauth_2_0"
  name          = var.name
  oauth_profile = servicenow_oauth_profile.archive.id
}

resource "servicenow_connection" "archive" {
  name             = var.name
  connection_alias = servicenow_connection_alias.archive.id
  credential       = servicenow_credential.archive.id
  connection_url   = var.url
}

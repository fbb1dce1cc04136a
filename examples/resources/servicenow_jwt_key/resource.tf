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

variable "key_store_password" {
  description = "Password of the key store, which is also that of its key."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# A servicenow_attachment puts the key store on this record: content_base64 = filebase64("store.jks").
resource "servicenow_certificate" "archive" {
  name                          = "Archive key store"
  type                          = "key_store"
  key_store_password_wo         = var.key_store_password
  key_store_password_wo_version = 1
}

resource "servicenow_jwt_key" "archive" {
  name                            = "Archive"
  signing_keystore                = servicenow_certificate.archive.id
  signing_key_password_wo         = var.key_store_password
  signing_key_password_wo_version = 1
  key_id                          = "archive-1"
}

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

variable "keystore_password" {
  description = "Password of the key store with the client certificate."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# A servicenow_attachment puts the key store on this record: content_base64 = filebase64("store.jks").
resource "servicenow_certificate" "client" {
  name                          = "Bank client certificate"
  type                          = "key_store"
  format                        = "jks"
  key_store_password_wo         = var.keystore_password
  key_store_password_wo_version = 1
}

# Calls to bankauth://api.bank.example.com show the certificate.
resource "servicenow_protocol_profile" "bank" {
  protocol     = "bankauth"
  default_port = 443
  keystore     = servicenow_certificate.client.id
}

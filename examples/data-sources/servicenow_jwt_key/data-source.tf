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

resource "servicenow_certificate" "library" {
  name = "Library key store"
  type = "key_store"
}

resource "servicenow_jwt_key" "library" {
  name             = "Library"
  signing_keystore = servicenow_certificate.library.id
}

data "servicenow_jwt_key" "library" {
  name = servicenow_jwt_key.library.name
}

output "library_key_expiry" {
  value = data.servicenow_jwt_key.library.expiry
}

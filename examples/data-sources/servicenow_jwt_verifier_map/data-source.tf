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

resource "servicenow_oauth_registry" "foundry" {
  name               = "Foundry"
  type               = "jwt_client"
  inbound_grant_type = "jwt"
  user_field         = "user_name"
}

resource "servicenow_certificate" "foundry" {
  name            = "Foundry key"
  description     = "Verifies what the Foundry key signs"
  pem_certificate = <<-EOT
    -----BEGIN CERTIFICATE-----
    MIIBvjCCAWWgAwIBAgIUePBdIr4/v01oXd7Jv5wYvmTycKQwCgYIKoZIzj0EAwIw
    NDEWMBQGA1UECgwNRXhhbXBsZSBGb3JnZTEaMBgGA1UEAwwRZm9yZ2UuZXhhbXBs
    ZS5jb20wIBcNMjYxMTIyMTAwMDExWhgPMjEyNjEwMjkxMDAwMTFaMDQxFjAUBgNV
    BAoMDUV4YW1wbGUgRm9yZ2UxGjAYBgNVBAMMEWZvcmdlLmV4YW1wbGUuY29tMFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3kUA6Mt5uAYaPQMsyqxQRdMNz0tglHBV
    FefjKIteW5Yvc0bhJ9BWv5Sdiroy1OeYfix5Si1F7MPnvyDYIbK3fKNTMFEwHQYD
    VR0OBBYEFIPAXl5lZbrUaowRlkRBpIFtBL1NMB8GA1UdIwQYMBaAFIPAXl5lZbrU
    aowRlkRBpIFtBL1NMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIg
    YqYbH5IqRhjhOYli6dRtTMo+An39o7Z05gIZXWM0qEYCIG91YggYRfvIylXQIyeH
    UrnuPSW0RvMJplOcZm2/ZGmy
    -----END CERTIFICATE-----
  EOT
}

resource "servicenow_jwt_verifier_map" "foundry" {
  name           = "Foundry key 1"
  oauth_registry = servicenow_oauth_registry.foundry.id
  certificate    = servicenow_certificate.foundry.id
}

data "servicenow_jwt_verifier_map" "foundry" {
  name           = servicenow_jwt_verifier_map.foundry.name
  oauth_registry = servicenow_oauth_registry.foundry.id
}

output "foundry_key_id" {
  value = data.servicenow_jwt_verifier_map.foundry.key_id
}

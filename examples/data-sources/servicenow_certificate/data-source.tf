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

resource "servicenow_certificate" "mill" {
  name            = "Mill"
  description     = "Verifies what the Mill signs"
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

data "servicenow_certificate" "mill" {
  name = servicenow_certificate.mill.name
}

output "mill_certificate_type" {
  value = data.servicenow_certificate.mill.type
}

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

resource "servicenow_protocol_profile" "archive" {
  protocol     = "archiveauth"
  default_port = 8443
}

data "servicenow_protocol_profile" "archive" {
  protocol = servicenow_protocol_profile.archive.protocol
}

output "archive_port" {
  value = data.servicenow_protocol_profile.archive.default_port
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the client come from the environment of the job:
#   SERVICENOW_INSTANCE_URL, SERVICENOW_OAUTH_GRANT_TYPE, SERVICENOW_OAUTH_CLIENT_ID, SERVICENOW_OAUTH_CLIENT_SECRET
provider "servicenow" {
  # A job that is told the wrong instance stops before it asks anything.
  allowed_instances = var.allowed_instances

  # A job with a wrong secret stops at once, rather than at the first record.
  check = "on_configure"
}

resource "servicenow_system_property" "release" {
  name        = "acme.integrations.release"
  description = "The release of the integrations that Terraform applied last."
  type        = "string"
  value       = var.release
}

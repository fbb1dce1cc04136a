terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

data "servicenow_instance" "this" {}

locals {
  # Where the property cannot be read, nothing is taken to be there.
  release = coalesce(data.servicenow_instance.this.build, "unknown")

  # Auth scopes came with Zurich. The names of releases began the alphabet anew after it, so they are listed.
  has_auth_scopes = contains(var.releases_with_auth_scopes, local.release)
}

resource "servicenow_oauth_registry" "reporting" {
  name          = "Reporting by release"
  type          = "client"
  redirect_urls = ["https://reports.example.com/oauth/callback"]
}

# Only where the release knows it: elsewhere the table is not there, and there is nothing to open.
resource "servicenow_auth_scope" "reporting" {
  count = local.has_auth_scopes ? 1 : 0

  name        = "reporting_read"
  description = "Reads reports."
}

resource "servicenow_oauth_registry_auth_scope" "reporting" {
  count = local.has_auth_scopes ? 1 : 0

  oauth_registry = servicenow_oauth_registry.reporting.id
  auth_scope     = servicenow_auth_scope.reporting[0].name
}

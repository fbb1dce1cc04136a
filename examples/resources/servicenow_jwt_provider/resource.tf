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

resource "servicenow_jwt_key" "archive" {
  name = "Archive"
}

# Signs the assertions for a third party. Its claims get their values from servicenow_jwt_claim.
resource "servicenow_jwt_provider" "archive" {
  name               = "Archive"
  expiry_interval    = 120
  jwt_keystore_alias = servicenow_jwt_key.archive.id
}

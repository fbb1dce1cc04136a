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

# Signs the assertions for a third party. The signing key is a record under System OAuth > JWT Keys.
resource "servicenow_jwt_provider" "archive" {
  name            = "Archive"
  expiry_interval = 120
}

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

resource "servicenow_inbound_auth_profile" "exports" {
  name = "Keys of the export job"
}

# The Table API can be called with these keys.
resource "servicenow_api_access_policy" "exports" {
  name                  = "Export over the Table API"
  api                   = "Table API"
  api_path              = "now/table"
  inbound_auth_profiles = [servicenow_inbound_auth_profile.exports.name]
}

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

resource "servicenow_inbound_auth_profile" "imports" {
  type            = "api_key"
  name            = "Keys of the import job"
  auth_parameters = ["auth_header/x-sn-apikey"]
}

# Rows are put into import sets with these keys, and in no other way. Whatever else the API can do is as it was.
resource "servicenow_api_access_policy" "imports" {
  name                  = "Rows for import sets"
  api_path              = "now/import"
  http_method           = "post"
  inbound_auth_profiles = [servicenow_inbound_auth_profile.imports.name]
}

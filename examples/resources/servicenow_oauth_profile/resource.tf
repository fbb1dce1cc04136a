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

resource "servicenow_oauth_registry" "payroll" {
  name               = "Payroll API"
  type               = "oauth_provider"
  client_id          = "servicenow-payroll"
  default_grant_type = "client_credentials"
  token_url          = "https://login.example.com/oauth2/token"
}

# The instance makes this profile together with the registry entry. Adopting it takes it under
# management; when it leaves the configuration it gets its former values back.
resource "servicenow_oauth_profile" "payroll" {
  name           = "Payroll API default_profile"
  oauth_registry = servicenow_oauth_registry.payroll.id
  grant_type     = "client_credentials"
  is_default     = true
  adopt_existing = true
}

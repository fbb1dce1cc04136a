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

resource "servicenow_scripted_rest_api" "returns" {
  name       = "Returns"
  service_id = "returns"
}

resource "servicenow_cors_rule" "portal" {
  name     = "Portal announces returns"
  domain   = "https://portal.example.com"
  rest_api = servicenow_scripted_rest_api.returns.id
  post     = true
}

data "servicenow_cors_rule" "portal" {
  name = servicenow_cors_rule.portal.name
}

output "portal_domain" {
  value = data.servicenow_cors_rule.portal.domain
}

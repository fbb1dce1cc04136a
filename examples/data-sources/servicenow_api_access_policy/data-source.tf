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

resource "servicenow_api_access_policy" "reports" {
  name     = "Reports over the Table API"
  api      = "Table API"
  api_path = "now/table"
}

data "servicenow_api_access_policy" "reports" {
  name = servicenow_api_access_policy.reports.name
}

output "reports_path" {
  value = data.servicenow_api_access_policy.reports.api_path
}

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

# Not in force until it accepts somebody.
resource "servicenow_api_access_policy" "reports" {
  name     = "Counts for reports"
  api_path = "now/stats"
  active   = false
}

data "servicenow_api_access_policy" "reports" {
  name = servicenow_api_access_policy.reports.name
}

output "reports_path" {
  value = data.servicenow_api_access_policy.reports.api_path
}

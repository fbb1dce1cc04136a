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

# The instance must be entitled to the application in the ServiceNow Store. Leaving out the version
# takes the newest one entitled. Destroying the resource leaves the application installed.
resource "servicenow_application" "camunda_spoke" {
  scope = "x_camun_camunda"
}

output "camunda_spoke_version" {
  value = servicenow_application.camunda_spoke.installed_version
}

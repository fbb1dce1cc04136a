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

resource "servicenow_user" "payroll" {
  user_name  = "payroll.integration"
  first_name = "Payroll"
  last_name  = "Integration"
}

data "servicenow_user" "payroll" {
  user_name = servicenow_user.payroll.user_name
}

output "payroll_name" {
  value = data.servicenow_user.payroll.name
}

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

resource "servicenow_assignment_rule" "problems" {
  name  = "Problems with parcels"
  table = "problem"
  user  = "admin"
}

data "servicenow_assignment_rule" "problems" {
  table = "problem"
  name  = servicenow_assignment_rule.problems.name
}

output "problems_go_to" {
  value = data.servicenow_assignment_rule.problems.user
}

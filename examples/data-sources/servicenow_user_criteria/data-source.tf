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

resource "servicenow_user_criteria" "agents" {
  name  = "Agents"
  roles = ["itil"]
}

data "servicenow_user_criteria" "agents" {
  name = servicenow_user_criteria.agents.name
}

output "agents_have" {
  value = data.servicenow_user_criteria.agents.roles
}

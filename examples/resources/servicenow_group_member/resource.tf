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

resource "servicenow_group" "robots" {
  name        = "Robots integrations"
  description = "Service accounts of Robots"
}

resource "servicenow_user" "robot" {
  user_name  = "robot.integration"
  first_name = "Robot"
  last_name  = "Integration"
}

resource "servicenow_group_member" "robot" {
  group = servicenow_group.robots.name
  user  = servicenow_user.robot.user_name
}

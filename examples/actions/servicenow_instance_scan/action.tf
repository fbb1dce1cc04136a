terraform {
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# What the checks of the instance say about a new property is told as warnings.
resource "servicenow_system_property" "greeting" {
  name  = "acme.greeting"
  value = "Hello"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.servicenow_instance_scan.greeting]
    }
  }
}

action "servicenow_instance_scan" "greeting" {
  config {
    table  = "sys_properties"
    record = servicenow_system_property.greeting.id
  }
}

# terraform apply -invoke=action.servicenow_instance_scan.everything
action "servicenow_instance_scan" "everything" {
  config {
    timeout = "2h"
  }
}

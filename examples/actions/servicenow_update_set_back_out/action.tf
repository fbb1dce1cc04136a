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

variable "release" {
  description = "The local update set by name or sys_id, or the retrieved one by sys_id."
  type        = string
}

# terraform apply -invoke=action.servicenow_update_set_back_out.release
action "servicenow_update_set_back_out" "release" {
  config {
    update_set        = var.release
    rollback_installs = false # what the commit installed stays
  }
}

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
  description = "The name of a retrieved update set, or its sys_id here or on the instance it comes from."
  type        = string
}

# terraform apply -invoke=action.servicenow_update_set_preview.release
action "servicenow_update_set_preview" "release" {
  config {
    update_set = var.release
  }
}

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
  description = "The sys_id that the update set has on the development instance."
  type        = string
}

# terraform apply -invoke=action.servicenow_update_set_retrieve.release
action "servicenow_update_set_retrieve" "release" {
  config {
    update_set_id = var.release
    source        = "Development" # an update source of this instance, by name, address or sys_id
    replace       = true          # what was retrieved of it before is deleted
    preview       = true          # fails where the preview finds a problem
  }
}

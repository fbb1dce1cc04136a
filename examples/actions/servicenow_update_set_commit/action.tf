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

variable "releases" {
  description = "The retrieved update sets, in the order of their commit."
  type        = list(string)
  default     = ["Release 1", "Release 1.1"]
}

# terraform apply -invoke=action.servicenow_update_set_commit.releases
action "servicenow_update_set_commit" "releases" {
  config {
    update_sets = var.releases
    timeout     = "90m"
  }
}

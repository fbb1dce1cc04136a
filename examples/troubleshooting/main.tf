terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# Changes nothing, and asks the instance before anything else whether it accepts the credentials.
provider "servicenow" {
  check     = "on_configure"
  read_only = true
}

data "servicenow_instance" "this" {}

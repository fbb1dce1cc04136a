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

variable "depot_password" {
  description = "Password of the depot's account."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_credential" "depot" {
  type                = "basic_auth"
  name                = "Depot"
  username            = "servicenow"
  password_wo         = var.depot_password
  password_wo_version = 1
}

# The password is not among what a data source shows.
data "servicenow_credential" "depot" {
  type = "basic_auth"
  name = servicenow_credential.depot.name
}

output "depot_username" {
  value = data.servicenow_credential.depot.username
}

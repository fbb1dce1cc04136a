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

variable "carrier_password" {
  description = "Password of the account at the carrier."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# The password is written to the instance and kept nowhere else.
resource "servicenow_basic_auth_profile" "carrier" {
  name                = "Carrier"
  username            = "shipping"
  password_wo         = var.carrier_password
  password_wo_version = 1
}

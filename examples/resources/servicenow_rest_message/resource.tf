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

variable "tolls_password" {
  description = "Password of the account at the toll office."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# The user name and the password lie in a profile that several messages share.
resource "servicenow_basic_auth_profile" "carrier" {
  name                = "Carrier"
  username            = "shipping"
  password_wo         = var.carrier_password
  password_wo_version = 1
}

resource "servicenow_rest_message" "carrier" {
  name                = "Carrier tracking"
  rest_endpoint       = "https://api.carrier.example.com/v2"
  description         = "Asks the carrier where a parcel is"
  access              = "public"
  authentication_type = "basic"
  basic_auth_profile  = servicenow_basic_auth_profile.carrier.id

  # Each call sends these. A header that stands here no longer is deleted.
  headers = [
    { name = "Accept", value = "application/json" },
    { name = "X-Api-Version", value = "2" },
  ]
}

# Or they are the message's own.
resource "servicenow_rest_message" "tolls" {
  name                           = "Toll office"
  rest_endpoint                  = "https://tolls.example.com/api"
  authentication_type            = "basic_simple"
  basic_auth_user                = "fleet"
  basic_auth_password_wo         = var.tolls_password
  basic_auth_password_wo_version = 1
}

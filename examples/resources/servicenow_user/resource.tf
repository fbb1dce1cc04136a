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

variable "billing_password" {
  description = "Password of the service account."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# The service account that an integration acts as.
resource "servicenow_user" "billing" {
  user_name               = "billing.integration"
  first_name              = "Billing"
  last_name               = "Integration"
  email                   = "billing@example.com"
  phone                   = "+49 30 1234567"
  mobile_phone            = "+49 170 1234567"
  vip                     = false
  notification            = "disabled"
  password_wo             = var.billing_password
  password_wo_version     = 1
  web_service_access_only = true
}

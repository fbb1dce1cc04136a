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

variable "development_password" {
  description = "Password of the account on the development instance."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# Update sets are fetched from development.
resource "servicenow_update_source" "development" {
  name                = "Development"
  type                = "dev"
  url                 = "https://example-dev.service-now.com"
  username            = "update.set.fetcher"
  password_wo         = var.development_password
  password_wo_version = 1
  description         = "Where changes are made"
}

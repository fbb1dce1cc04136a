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

# A scope that clients of this instance can ask for (Zurich or newer).
resource "servicenow_auth_scope" "orders" {
  name        = "orders_read"
  description = "Read orders"
}

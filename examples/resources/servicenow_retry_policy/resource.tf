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

# Repeat a call four times when the other side is busy or unwell, and give up after ten minutes.
resource "servicenow_retry_policy" "busy" {
  name             = "Retry while busy"
  retry_strategy   = "exponential_backoff"
  connection_type  = "http_retry_conditions"
  condition        = "status_code=429^ORstatus_code>=500"
  retry_count      = 4
  interval         = 15
  max_elapsed_time = 600
}

# An alias whose calls follow the policy.
resource "servicenow_connection_alias" "shipping" {
  name         = "ShippingRetries"
  retry_policy = servicenow_retry_policy.busy.name
}

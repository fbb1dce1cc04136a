terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# What a flow in the application calls it: x_acme_orders.Shipping_API__EU_
output "alias_id" {
  value = provider::servicenow::alias_id("x_acme_orders", "Shipping API (EU)")
}

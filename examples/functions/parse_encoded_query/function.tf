terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

locals {
  # As a list on the instance copies it.
  copied = "active=true^typeINclient,oauth_provider^ORDERBYname^EQ"
  parsed = provider::servicenow::parse_encoded_query(local.copied)
}

output "columns" {
  value = [for condition in local.parsed.where : condition.column]
}

# The same conditions, and one more.
output "narrowed" {
  value = provider::servicenow::encoded_query(merge(local.parsed, {
    where = concat(local.parsed.where, [{ column = "name", operator = "LIKE", value = "Acme" }])
  }))
}

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

# type=oauth_provider^nameSTARTSWITHAcme^ORDERBYname
data "servicenow_records" "acme" {
  table  = "oauth_entity"
  fields = ["name"]

  query = provider::servicenow::encoded_query({
    where = [
      { column = "type", value = "oauth_provider" },
      { column = "name", operator = "STARTSWITH", value = "Acme" },
    ]
    order_by = ["name"]
  })
}

# Columns with their values. A list asks for any of them, null for an empty column:
# active=true^sourceISEMPTY^user_nameINann,bob
output "some_users" {
  value = provider::servicenow::encoded_query({
    active    = true
    source    = null
    user_name = ["ann", "bob"]
  })
}

# Conditions in their order, with a choice, and a script that the instance runs:
# sys_created_on>=javascript:gs.daysAgo(7)^type=client^ORtypeISEMPTY
output "new_clients" {
  value = provider::servicenow::encoded_query([
    {
      column     = "sys_created_on"
      operator   = ">="
      value      = "javascript:gs.daysAgo(7)"
      javascript = true
    },
    {
      or = [
        { type = "client" },
        { type = null },
      ]
    },
  ])
}

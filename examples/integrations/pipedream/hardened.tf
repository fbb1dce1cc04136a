# For hardened instances: a role and a service account of the integration's own, and access rules for what it reads.

resource "servicenow_role" "pipedream" {
  count = var.hardened ? 1 : 0

  name        = var.role_name
  description = "What the Pipedream integration may do beyond the roles of its tables."

  application_scope = var.application_scope
}

# Somebody signs in with this account when Pipedream connects, so that it is no account for web services alone.
resource "servicenow_user" "pipedream" {
  count = var.hardened ? 1 : 0

  user_name           = var.service_user_name
  first_name          = "Pipedream"
  last_name           = "Integration"
  password_wo         = var.service_user_password
  password_wo_version = var.service_user_password_version
}

resource "servicenow_user_role" "own" {
  count = var.hardened ? 1 : 0

  user = servicenow_user.pipedream[0].id
  role = servicenow_role.pipedream[0].id
}

resource "servicenow_user_role" "tables" {
  for_each = var.hardened ? var.service_user_roles : []

  user = servicenow_user.pipedream[0].id
  role = each.value
}

# Two rules for each table and operation: one for the rows, one for their columns.
resource "servicenow_acl" "pipedream" {
  for_each = var.hardened && var.manage_acls ? local.rules : {}

  name        = each.value.name
  operation   = each.value.operation
  type        = "record"
  roles       = setunion([servicenow_role.pipedream[0].name], each.value.others)
  description = "Pipedream: made by Terraform."

  application_scope = var.application_scope
}

locals {
  tables = merge(var.extra_tables, { oauth_credential = ["read"] })

  # The rule of a table's own columns counts instead of the general one, so that it names who sees them already.
  others = merge({ oauth_credential = ["oauth_admin"] }, var.other_roles)

  rules = merge([
    for table, operations in local.tables : merge([
      for operation in operations : {
        "${table}/${operation}"   = { name = table, operation = operation, others = toset([]) }
        "${table}.*/${operation}" = { name = "${table}.*", operation = operation, others = toset(lookup(local.others, table, [])) }
      }
    ]...)
  ]...)
}

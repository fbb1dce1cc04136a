# Who may load any staging table may load this one, unless rules of its own say who alone may.

resource "servicenow_role" "own" {
  count = var.guard_staging_table ? 1 : 0

  name        = var.role_name
  description = "Sends rows of users into ${var.staging_table}."

  application_scope = var.application_scope
}

resource "servicenow_user_role" "own" {
  count = var.guard_staging_table ? 1 : 0

  user = servicenow_user.directory.id
  role = servicenow_role.own[0].id
}

resource "servicenow_acl" "staging" {
  for_each = var.guard_staging_table ? toset(["create", "read", "write"]) : []

  name        = var.staging_table
  operation   = each.value
  type        = "record"
  roles       = [servicenow_role.own[0].name]
  description = "User import: made by Terraform."

  application_scope = var.application_scope

  depends_on = [servicenow_table.staging]
}

# An account of the spoke, with the least it needs: its roles, and sight of table and column names.

resource "servicenow_user" "spoke" {
  user_name           = var.user_name
  first_name          = "Remote Instance"
  last_name           = "Spoke"
  password_wo         = var.password
  password_wo_version = var.password_version
}

resource "servicenow_user_role" "spoke" {
  for_each = setunion(var.roles, var.manage_acls ? [] : [var.dictionary_role])

  user = servicenow_user.spoke.id
  role = each.value
}

resource "servicenow_role" "dictionary_reader" {
  count = var.manage_acls ? 1 : 0

  name        = var.role_name
  description = "Reads the names of tables and columns, so that the spoke can offer them to choose from."
}

resource "servicenow_user_role" "dictionary_reader" {
  count = var.manage_acls ? 1 : 0

  user = servicenow_user.spoke.id
  role = servicenow_role.dictionary_reader[0].id
}

# For each table one rule for the rows and one for their columns. The rule of a table's own columns counts instead of the
# general one, so that it names the role that sees them already.
resource "servicenow_acl" "dictionary" {
  for_each = var.manage_acls ? toset(["sys_db_object", "sys_db_object.*", "sys_dictionary", "sys_dictionary.*"]) : []

  name        = each.value
  operation   = "read"
  type        = "record"
  roles       = setunion([servicenow_role.dictionary_reader[0].name], endswith(each.value, ".*") ? [var.dictionary_role] : [])
  description = "ServiceNow Remote Instance spoke: made by Terraform."
}

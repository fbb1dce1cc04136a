# The reader: an account for web services alone, with a role of its own that may read a few tables and write none.
resource "servicenow_role" "reader" {
  name        = var.role_name
  description = "Reads ${join(", ", sort(var.tables))}."

  application_scope = var.application_scope
}

resource "servicenow_user" "reader" {
  user_name  = var.service_user_name
  first_name = "Ticket"
  last_name  = "Reader"

  # What gs.dateGenerate makes in a query is taken in the account's time zone: so it is what records show to a web service.
  time_zone = "GMT"

  web_service_access_only = true
}

resource "servicenow_user_role" "own" {
  user = servicenow_user.reader.id
  role = servicenow_role.reader.id
}

resource "servicenow_user_role" "further" {
  for_each = var.service_user_roles

  user = servicenow_user.reader.id
  role = each.value
}

# For each table a rule for its rows, and where the instance asks for it one for their columns.
resource "servicenow_acl" "reader" {
  for_each = var.manage_acls ? local.rules : {}

  name        = each.key
  operation   = "read"
  type        = "record"
  roles       = setunion([servicenow_role.reader.name], each.value)
  description = "Ticket reader: made by Terraform."

  application_scope = var.application_scope
}

locals {
  # The name of each rule, and the roles that it lets in beside the reader's. Rules for the rows of a table are alternatives.
  # The rule for the columns of a table counts instead of the general one, so that it names who sees them already.
  rules = merge(
    { for table in var.tables : table => toset([]) },
    { for table, others in var.column_rules : "${table}.*" => others },
  )
}

# The staging table: what the directory sends lands here first.
resource "servicenow_table" "staging" {
  count = var.make_staging_table ? 1 : 0

  name        = var.staging_table
  label       = var.staging_table_label
  super_class = "sys_import_set_row"

  # Its rows are copies that have done their work; the instance deletes them itself after a week.
  deletion_policy = "delete"
  allow_data_loss = true

  application_scope = var.application_scope
}

resource "servicenow_column" "staging" {
  for_each = var.make_staging_table ? local.columns : {}

  table         = servicenow_table.staging[0].name
  element       = each.key
  column_label  = each.value
  internal_type = "string"
  max_length    = 255

  deletion_policy = "delete"
  allow_data_loss = true

  application_scope = var.application_scope
}

# The same table for a first load from a file: attach a CSV file with these columns to it.
resource "servicenow_import_source" "file" {
  name                   = var.import_name
  type                   = "File"
  format                 = "CSV"
  file_retrieval_method  = "Attachment"
  import_set_table_name  = var.staging_table
  import_set_table_label = var.staging_table_label

  application_scope = var.application_scope

  depends_on = [servicenow_column.staging]
}

# From the staging table into the users. The source's own table is known by its name alone.
resource "servicenow_transform_map" "users" {
  name         = var.import_name
  source_table = var.staging_table
  target_table = "sys_user"

  run_business_rules                         = true
  copy_empty_fields                          = false
  create_new_record_on_empty_coalesce_fields = false
  enforce_mandatory_fields                   = "No"

  application_scope = var.application_scope

  depends_on = [servicenow_column.staging]
}

# Users are matched by their user names: a row of one who is there updates, and makes no second one.
resource "servicenow_transform_entry" "user_name" {
  map          = servicenow_transform_map.users.id
  source_table = var.staging_table
  source_field = "u_user_name"
  target_table = "sys_user"
  target_field = "user_name"
  coalesce     = true

  application_scope = var.application_scope
}

resource "servicenow_transform_entry" "fields" {
  for_each = local.fields

  map          = servicenow_transform_map.users.id
  source_table = var.staging_table
  source_field = each.value
  target_table = "sys_user"
  target_field = each.key

  application_scope = var.application_scope
}

# A department is found by its id. One that the instance does not know is left out, and not made.
resource "servicenow_transform_entry" "department" {
  map                   = servicenow_transform_map.users.id
  source_table          = var.staging_table
  source_field          = "u_department"
  target_table          = "sys_user"
  target_field          = "department"
  reference_value_field = "id"
  choice_action         = "ignore"

  application_scope = var.application_scope
}

locals {
  # Columns of the staging table, with their labels.
  columns = {
    u_user_name  = "User Name"
    u_first_name = "First Name"
    u_last_name  = "Last Name"
    u_email      = "Email"
    u_title      = "Title"
    u_active     = "Active"
    u_department = "Department"
  }

  # What is taken over as it comes.
  fields = {
    first_name = "u_first_name"
    last_name  = "u_last_name"
    email      = "u_email"
    title      = "u_title"
    active     = "u_active"
  }
}

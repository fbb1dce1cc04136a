# The account that the directory posts rows with: for web services alone, with the roles of imports.
resource "servicenow_user" "directory" {
  user_name  = var.service_user_name
  first_name = "Directory"
  last_name  = "Import"

  password_wo         = var.service_user_password
  password_wo_version = var.service_user_password_version

  web_service_access_only = true
}

resource "servicenow_user_role" "directory" {
  for_each = setunion(var.service_user_roles, compact([var.basic_auth_role]))

  user = servicenow_user.directory.id
  role = each.value
}

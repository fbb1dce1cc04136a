# An account of the spoke, with its roles and no more.

resource "servicenow_user" "spoke" {
  user_name           = var.user_name
  first_name          = "Remote Instance"
  last_name           = "Spoke"
  password_wo         = var.password
  password_wo_version = var.password_version
}

resource "servicenow_user_role" "spoke" {
  for_each = var.roles

  user = servicenow_user.spoke.id
  role = each.value
}

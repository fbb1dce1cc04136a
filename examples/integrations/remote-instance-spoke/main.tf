# The instance whose flows call.
provider "servicenow" {
  alias = "local"

  instance_url  = var.local_instance_url
  username      = var.local_admin_username
  password      = var.local_admin_password
  elevate_roles = local.elevate_roles
}

# The instance that is called.
provider "servicenow" {
  alias = "remote"

  instance_url  = var.remote_instance_url
  username      = var.remote_admin_username
  password      = var.remote_admin_password
  elevate_roles = local.elevate_roles
}

locals {
  # Access rules are written with this role alone, and only while it is elevated.
  elevate_roles = var.manage_acls ? ["security_admin"] : null
}

module "remote_instance_spoke" {
  source = "./module"

  providers = {
    servicenow.local  = servicenow.local
    servicenow.remote = servicenow.remote
  }

  local_instance_url  = var.local_instance_url
  remote_instance_url = var.remote_instance_url

  install_spoke = var.install_spoke
  spoke_scope   = var.spoke_scope

  client_secret         = var.client_secret
  client_secret_version = var.client_secret_version
  pkce_required         = var.pkce_required

  local_user_password   = var.local_user_password
  remote_user_password  = var.remote_user_password
  user_password_version = var.user_password_version
  table_roles           = var.table_roles
  manage_acls           = var.manage_acls
}

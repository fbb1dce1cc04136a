# The remote instance: the one that is called.

resource "servicenow_application" "remote" {
  provider = servicenow.remote
  count    = var.install_spoke ? 1 : 0

  scope   = var.spoke_scope
  version = var.spoke_version
}

# An OAuth API endpoint for external clients, whose client is the local instance.
resource "servicenow_oauth_registry" "remote" {
  provider = servicenow.remote

  name = var.remote_client_name
  type = "client"

  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  redirect_urls          = ["${local.local_url}/oauth_redirect.do"]
  access_token_lifespan  = var.access_token_lifespan
  refresh_token_lifespan = var.refresh_token_lifespan
}

# The account that somebody consents with. Flows can do there what it can do, and no more.
module "remote_user" {
  source    = "./spoke_user"
  providers = { servicenow = servicenow.remote }

  user_name        = var.remote_user_name
  password         = var.remote_user_password
  password_version = var.user_password_version
  roles            = setunion(var.table_roles, var.spoke_roles)
  manage_acls      = var.manage_acls
  role_name        = var.dictionary_reader_role_name
  dictionary_role  = var.dictionary_role
}

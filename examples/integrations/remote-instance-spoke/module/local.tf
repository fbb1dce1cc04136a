# The local instance: the one whose flows call.

resource "servicenow_application" "local" {
  provider = servicenow.local
  count    = var.install_spoke ? 1 : 0

  scope   = var.spoke_scope
  version = var.spoke_version
}

# The aliases the spoke brings. Their absence is the clearest sign that it is not there.
data "servicenow_connection_alias" "spoke" {
  provider = servicenow.local
  for_each = { remote = var.remote_alias_name, local = var.local_alias_name }

  name = each.value

  depends_on = [servicenow_application.local]
}

# The registry entry that comes with the spoke is taken over, and given back by destroy.
resource "servicenow_oauth_registry" "remote_spoke" {
  provider = servicenow.local

  name           = var.registry_name
  type           = "oauth_provider"
  adopt_existing = true

  client_id                = servicenow_oauth_registry.remote.client_id
  client_secret_wo         = var.client_secret
  client_secret_wo_version = var.client_secret_version

  default_grant_type     = "authorization_code"
  authorization_url      = "${local.remote_url}/oauth_auth.do"
  token_url              = "${local.remote_url}/oauth_token.do"
  redirect_urls          = ["${local.local_url}/oauth_redirect.do"]
  refresh_token_lifespan = var.refresh_token_lifespan
  pkce_required          = var.pkce_required
  accessible_from        = var.accessible_from
  active                 = true

  depends_on = [data.servicenow_connection_alias.spoke]
}

resource "servicenow_credential" "remote" {
  provider = servicenow.local

  type          = "oauth_2_0"
  name          = var.remote_credential_name
  active        = true
  order         = 100
  oauth_profile = servicenow_oauth_registry.remote_spoke.default_profile_id
}

resource "servicenow_connection" "remote" {
  provider = servicenow.local

  name             = var.remote_connection_name
  connection_alias = data.servicenow_connection_alias.spoke["remote"].id
  credential       = servicenow_credential.remote.id
  url_builder      = false
  connection_url   = "${local.remote_url}/"
  active           = true
  domain           = var.domain
}

# The account behind the local credential.
module "local_user" {
  source    = "./spoke_user"
  providers = { servicenow = servicenow.local }

  user_name        = var.local_user_name
  password         = var.local_user_password
  password_version = var.user_password_version
  roles            = setunion(var.table_roles, var.spoke_roles, local.basic_auth_roles)
  manage_acls      = var.manage_acls
  role_name        = var.dictionary_reader_role_name
  dictionary_role  = var.dictionary_role
}

resource "servicenow_credential" "local" {
  provider = servicenow.local

  type                = "basic_auth"
  name                = var.local_credential_name
  active              = true
  username            = module.local_user.user_name
  password_wo         = var.local_user_password
  password_wo_version = var.user_password_version
}

resource "servicenow_connection" "local" {
  provider = servicenow.local

  name             = var.local_connection_name
  connection_alias = data.servicenow_connection_alias.spoke["local"].id
  credential       = servicenow_credential.local.id
  url_builder      = false
  connection_url   = "${local.local_url}/"
  active           = true
  domain           = var.domain
}

locals {
  local_url        = trimsuffix(var.local_instance_url, "/")
  remote_url       = trimsuffix(var.remote_instance_url, "/")
  basic_auth_roles = compact([var.basic_auth_role])
}

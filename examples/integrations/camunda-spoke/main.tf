# Install the Camunda Spoke.
resource "servicenow_application" "camunda_spoke" {
  count = var.install_spoke ? 1 : 0

  scope   = local.spoke_scope
  version = var.spoke_version
}

# Verify the installation: the menu, and the alias that belongs to the spoke.
data "servicenow_records" "spoke_menu" {
  table  = "sys_app_application"
  query  = "title=Camunda Spoke^active=true"
  fields = ["title", "active"]
  limit  = 1

  depends_on = [servicenow_application.camunda_spoke]

  lifecycle {
    postcondition {
      condition     = length(self.records) > 0
      error_message = "The Camunda Spoke menu is not on the instance. Set install_spoke = true, or have somebody install the spoke under All > Application Manager."
    }
  }
}

data "servicenow_connection_alias" "camunda" {
  alias_id = "${local.spoke_scope}.Camunda"

  depends_on = [servicenow_application.camunda_spoke]

  lifecycle {
    postcondition {
      condition     = self.application.scope != null
      error_message = "The account may not see which application the Camunda alias belongs to. Give it the role snc_internal."
    }

    postcondition {
      condition     = coalesce(self.application.scope, local.spoke_scope) == local.spoke_scope
      error_message = "The Camunda alias exists but does not belong to the Camunda Spoke; its flows would not use it."
    }
  }
}

# Create the OAuth profile.
resource "servicenow_oauth_registry" "camunda" {
  name = var.oauth_registry_name
  type = "oauth_provider"

  client_id                = var.camunda_client_id
  client_secret_wo         = var.camunda_client_secret
  client_secret_wo_version = var.camunda_client_secret_version

  oauth_api_script       = var.oauth_api_script
  default_grant_type     = "client_credentials"
  token_url              = var.camunda_token_url
  refresh_token_lifespan = var.refresh_token_lifespan

  adopt_existing    = var.adopt_existing
  application_scope = var.application_scope

  # The script comes with the spoke, and nothing is made while the spoke is not verified.
  depends_on = [
    data.servicenow_records.spoke_menu,
    data.servicenow_connection_alias.camunda,
  ]
}

# Create the credential, on the profile that the instance made for the registry entry.
resource "servicenow_credential" "camunda" {
  type          = "oauth_2_0"
  name          = var.credential_name
  oauth_profile = servicenow_oauth_registry.camunda.default_profile_id

  adopt_existing    = var.adopt_existing
  application_scope = var.application_scope
}

# Create the connection and link it to the alias.
resource "servicenow_connection" "camunda" {
  name             = var.connection_name
  connection_alias = data.servicenow_connection_alias.camunda.alias_id
  credential       = servicenow_credential.camunda.id
  domain           = var.domain

  url_builder = true
  protocol    = "https"
  host        = var.camunda_region_host
  base_path   = "/${var.camunda_cluster_id}"

  adopt_existing    = var.adopt_existing
  application_scope = var.application_scope
}

locals {
  spoke_scope = "x_camun_camunda"
}

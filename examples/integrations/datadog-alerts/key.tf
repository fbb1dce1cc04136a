# API keys are a plugin's business. Activating it cannot be undone: destroy leaves it active.
resource "servicenow_plugin" "api_keys" {
  count = var.activate_plugin ? 1 : 0

  plugin_id = "com.glide.tokenbased_auth"
}

# The instance makes the key itself, and shows it to administrators on its form alone.
resource "servicenow_rest_api_key" "datadog" {
  name = var.key_name
  user = servicenow_user.datadog.id

  application_scope = var.application_scope

  depends_on = [servicenow_plugin.api_keys]
}

# How callers prove themselves: by a key in the header that the instance brings.
resource "servicenow_inbound_auth_profile" "datadog" {
  type            = "api_key"
  name            = var.profile_name
  auth_parameters = ["auth_header/x-sn-apikey"]

  application_scope = var.application_scope

  depends_on = [servicenow_plugin.api_keys]
}

# Where: on this API and no other. A policy that has profiles accepts nothing else, so that no password opens it.
resource "servicenow_api_access_policy" "alerts" {
  name                  = var.policy_name
  api_path              = trimprefix(servicenow_scripted_rest_api.alerts.base_uri, "/api/")
  inbound_auth_profiles = [servicenow_inbound_auth_profile.datadog.id]

  application_scope = var.application_scope
}

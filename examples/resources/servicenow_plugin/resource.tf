terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# API keys need this plugin. Activating takes minutes on a real instance; it cannot be undone.
resource "servicenow_plugin" "api_keys" {
  plugin_id = "com.glide.tokenbased_auth"
}

terraform {
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# terraform apply -invoke=action.servicenow_plugin_rollback.tokens
action "servicenow_plugin_rollback" "tokens" {
  config {
    plugin_id = "com.glide.tokenbased_auth"
  }
}

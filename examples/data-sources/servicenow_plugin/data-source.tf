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

# A pack that only ServiceNow's staff activates: check for it instead of managing it.
data "servicenow_plugin" "integration_hub" {
  plugin_id = "com.glide.hub.integrations.enterprise"

  lifecycle {
    postcondition {
      condition     = self.active
      error_message = "The Integration Hub Enterprise Pack is not active. Ask for it in the support portal."
    }
  }
}

output "integration_hub_version" {
  value = data.servicenow_plugin.integration_hub.version
}

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

data "servicenow_instance" "this" {
  lifecycle {
    postcondition {
      condition     = contains(coalesce(self.roles, []), "admin")
      error_message = "${self.user_name} is no administrator of ${self.host}."
    }
  }
}

output "release" {
  value = data.servicenow_instance.this.build
}

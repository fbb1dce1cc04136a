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

resource "servicenow_application_menu" "returns" {
  title = "Returns"
}

resource "servicenow_application_module" "new" {
  title            = "New return"
  application_menu = servicenow_application_menu.returns.id
  link_type        = "NEW"
  table            = "incident"
}

data "servicenow_application_module" "new" {
  application_menu = servicenow_application_module.new.application_menu
  title            = servicenow_application_module.new.title
}

output "new_return_table" {
  value = data.servicenow_application_module.new.table
}

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

# A category gives its menus their style.
resource "servicenow_record" "logistics" {
  table = "sys_app_category"

  fields = {
    name  = "Logistics"
    style = "border-color: #a7cded; background-color: #e3f3ff;"
  }
}

resource "servicenow_application_menu" "depots" {
  title       = "Depots"
  name        = "acme_depots"
  description = "Depots and what lies in them"
  hint        = "Find a depot"
  category    = servicenow_record.logistics.id
  order       = 250
  roles       = ["itil", "admin"]
  active      = true
}

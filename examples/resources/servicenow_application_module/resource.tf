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

resource "servicenow_application_menu" "claims" {
  title = "Claims"
}

resource "servicenow_application_module" "open" {
  title            = "Open claims"
  application_menu = servicenow_application_menu.claims.id
  link_type        = "LIST"
  table            = "incident"
  filter           = "active=true"
  hint             = "Claims that nobody has closed"
  order            = 100
  roles            = ["itil"]
  active           = true
}

# Heads the entries below it.
resource "servicenow_application_module" "pages" {
  title            = "Pages"
  application_menu = servicenow_application_menu.claims.id
  link_type        = "SEPARATOR"
  order            = 200
}

resource "servicenow_application_module" "search" {
  title               = "Search in the archive"
  application_menu    = servicenow_application_menu.claims.id
  link_type           = "DIRECT"
  arguments           = "acme_claims.do"
  window_name         = "_blank"
  order               = 300
  roles               = ["admin"]
  override_menu_roles = true
}

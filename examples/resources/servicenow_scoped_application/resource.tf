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

resource "servicenow_application_menu" "parcels" {
  title = "Parcels"
}

resource "servicenow_scoped_application" "parcels" {
  name                    = "Parcels"
  scope                   = "x_acme_parcels"
  version                 = "1.0.0"
  short_description       = "Parcels and the depots they pass"
  vendor                  = "Acme"
  vendor_prefix           = "acme"
  menu                    = servicenow_application_menu.parcels.id
  user_role               = "itil"
  js_level                = "es_latest"
  runtime_access_tracking = "permissive"
  restrict_table_access   = false
  scoped_administration   = false
  private                 = false
}

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

resource "servicenow_catalog_item" "van" {
  name = "Borrow a van"
}

resource "servicenow_attachment" "rules" {
  table        = "sc_cat_item"
  record       = servicenow_catalog_item.van.id
  file_name    = "rules.txt"
  content_type = "text/plain"
  content      = "Bring it back with a full tank."
}

data "servicenow_attachment" "rules" {
  record    = servicenow_catalog_item.van.id
  file_name = servicenow_attachment.rules.file_name
}

output "rules_sha256" {
  value = data.servicenow_attachment.rules.sha256
}

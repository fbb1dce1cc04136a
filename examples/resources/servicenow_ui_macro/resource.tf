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

resource "servicenow_ui_macro" "parcel" {
  name        = "acme_parcel"
  description = "A parcel with its number; expects jvar_number"
  category    = "general"
  active      = true

  xml = <<-EOT
    <?xml version="1.0" encoding="utf-8" ?>
    <j:jelly trim="false" xmlns:j="jelly:core" xmlns:g="glide" xmlns:j2="null" xmlns:g2="null">
      <span class="parcel">$${jvar_number}</span>
    </j:jelly>
  EOT
}

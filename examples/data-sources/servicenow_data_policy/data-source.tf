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

resource "servicenow_data_policy" "imports" {
  short_description    = "Imports name the depot"
  table                = "incident"
  apply_to_import_sets = true
}

data "servicenow_data_policy" "imports" {
  table             = "incident"
  short_description = servicenow_data_policy.imports.short_description
}

output "imports_are_held_to_it" {
  value = data.servicenow_data_policy.imports.apply_to_import_sets
}

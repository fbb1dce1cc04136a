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

# The rules that every instance has for priorities, for problems too. It is switched on once rows of dl_definition_rel_match
# and dl_definition_rel_set say which fields are compared and filled.
resource "servicenow_data_lookup" "priority" {
  name               = "Priority of problems"
  table              = "problem"
  lookup_table       = "dl_u_priority"
  active             = false
  run_on_insert      = true
  run_on_update      = true
  run_on_form_change = false
}

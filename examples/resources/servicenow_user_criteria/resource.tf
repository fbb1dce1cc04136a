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

resource "servicenow_group" "dispatch" {
  name = "Depot dispatch"
}

resource "servicenow_user" "lead" {
  user_name  = "depot.lead"
  first_name = "Dana"
  last_name  = "Depot"
}

resource "servicenow_user_criteria" "depot" {
  name              = "The depot"
  short_description = "Dispatchers, their lead and whoever works on tickets"
  users             = [servicenow_user.lead.user_name]
  groups            = [servicenow_group.dispatch.name]
  roles             = ["itil"]
  match_all         = false
  active            = true
  application_scope = "global"
}

resource "servicenow_user_criteria" "staff" {
  name = "People with a mail address"

  script = <<-EOT
    var user = new GlideRecord('sys_user');
    answer = user.get(user_id) && !user.email.nil();
  EOT
}

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

resource "servicenow_user" "depot" {
  user_name  = "depot.lead"
  first_name = "Dana"
  last_name  = "Depot"
}

resource "servicenow_user" "clerk" {
  user_name  = "depot.clerk"
  first_name = "Cleo"
  last_name  = "Clerk"
}

resource "servicenow_catalog" "depot" {
  title                     = "Depot"
  description               = "What the depot sends, stores and lends"
  manager                   = servicenow_user.depot.user_name
  editors                   = [servicenow_user.clerk.user_name]
  active                    = true
  enable_wish_list          = true
  desktop_home_page         = "depot_home"
  desktop_continue_shopping = "depot_home"
  application_scope         = "global"
}

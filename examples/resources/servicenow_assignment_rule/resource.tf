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

resource "servicenow_group" "depot" {
  name        = "Central depot"
  description = "Looks for parcels"
}

# Incidents about parcels go to the depot.
resource "servicenow_assignment_rule" "parcels" {
  name             = "Parcels to the depot"
  table            = "incident"
  order            = 50
  condition        = "category=hardware"
  match_for        = "ALL"
  assignment_group = servicenow_group.depot.name
  description      = "The depot knows where parcels are"
}

# What no other rule has taken.
resource "servicenow_assignment_rule" "rest" {
  name   = "The rest by a script"
  table  = "incident"
  order  = 900
  script = "current.assignment_group.setDisplayValue('Central depot');"
}

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

# Sets of one release are carried on together: they have one parent.
resource "servicenow_update_set" "release" {
  name        = "Warehouse 2.4"
  description = "All of release 2.4"
}

resource "servicenow_update_set" "connections" {
  name              = "Warehouse 2.4 connections"
  description       = "Aliases and registry entries of the warehouse"
  state             = "build"
  application_scope = "global"
  parent            = servicenow_update_set.release.id
}

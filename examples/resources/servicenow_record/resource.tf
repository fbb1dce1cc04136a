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

variable "discovery_password" {
  description = "Password of the account that Discovery uses."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_location" "bern" {
  name = "Bern"
}

# A table without a resource of its own.
resource "servicenow_record" "depot" {
  table = "cmn_building"

  fields = {
    name   = "Depot"
    floors = 2
    notes  = "Parcels come in on the ground floor"
  }
}

# References by name, and a row that is taken over where one of that name is there already.
resource "servicenow_record" "office" {
  table = "cmn_building"

  fields = {
    name = "Office"
  }

  references = {
    location = servicenow_location.bern.name
    contact  = "admin"
  }

  adopt_existing = true
  match_on       = ["name", "location"]
}

# Password columns go to fields_wo, which is never stored.
resource "servicenow_record" "discovery" {
  table = "windows_credentials"

  fields = {
    name      = "Discovery of Windows servers"
    type      = "windows"
    user_name = "ACME\\discovery"
  }

  fields_wo = {
    password = var.discovery_password
  }

  fields_wo_version = 1
}

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

variable "mail_password" {
  description = "Password of the mail account."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# A table without a resource of its own.
resource "servicenow_record" "department" {
  table = "cmn_department"

  fields = {
    name        = "Field Service"
    description = "Engineers at the customer's site"
  }
}

# References by name, and a row that is taken over where one of that name is there already.
resource "servicenow_record" "team" {
  table = "cmn_department"

  fields = {
    name = "Field Service Bern"
  }

  references = {
    parent    = servicenow_record.department.fields.name
    dept_head = "admin"
  }

  adopt_existing = true
  match_on       = ["name", "parent"]
}

# Password columns go to fields_wo, which is never stored.
resource "servicenow_record" "mail_account" {
  table = "sys_auth_profile_basic"

  fields = {
    name     = "Mail account"
    username = "mail.integration"
  }

  fields_wo = {
    password = var.mail_password
  }

  fields_wo_version = 1
}

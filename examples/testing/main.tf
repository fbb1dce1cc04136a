terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# No provider block, so that this folder is a module. The instance and the account come from SERVICENOW_… environment
# variables.

variable "name" {
  description = "What the partner is called on the instance."
  type        = string
  default     = "Parcel carrier"

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9 ]*$", var.name))
    error_message = "A partner's name begins with a letter and has letters, digits and spaces."
  }
}

variable "host" {
  description = "The host of the partner's API."
  type        = string
  default     = "api.carrier.example"
}

variable "password" {
  description = "Password of the account at the partner."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_connection_alias" "partner" {
  name = replace(var.name, " ", "_")
}

resource "servicenow_credential" "partner" {
  type                = "basic_auth"
  name                = "${var.name} account"
  username            = "servicenow"
  password_wo         = var.password
  password_wo_version = 1
}

resource "servicenow_connection" "partner" {
  name             = "${var.name} production"
  connection_alias = servicenow_connection_alias.partner.id
  credential       = servicenow_credential.partner.id
  url_builder      = true
  protocol         = "https"
  host             = var.host
  base_path        = "/v1"
}

output "alias_id" {
  description = "What scripts and flows call the connection."
  value       = servicenow_connection_alias.partner.alias_id
}

output "url" {
  description = "Where the instance sends its requests."
  value       = servicenow_connection.partner.url
}

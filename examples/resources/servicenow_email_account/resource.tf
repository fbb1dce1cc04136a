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

variable "mailbox_password" {
  description = "Password of the mailbox."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# Mail is read from here. The password is written to the instance and kept nowhere else.
resource "servicenow_email_account" "inbox" {
  name                = "Service desk inbox"
  type                = "imap"
  server              = "imap.example.com"
  port                = 993
  connection_security = "ssl"
  authentication      = "password"
  user_name           = "service@example.com"
  password_wo         = var.mailbox_password
  password_wo_version = 1
}

# Mail is sent through here, once it is active and the account that the instance came with is not.
resource "servicenow_email_account" "outbox" {
  name                = "Service desk outbox"
  type                = "smtp"
  active              = false
  server              = "smtp.example.com"
  port                = 587
  connection_security = "starttls"
  user_name           = "service@example.com"
  from                = "service@example.com"
  email_user_label    = "Service desk"
}

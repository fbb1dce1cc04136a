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

variable "ticketing_password" {
  description = "Password of the account on the ticketing system."
  type        = string
  sensitive   = true
  ephemeral   = true
}

resource "servicenow_connection_alias" "ticketing" {
  name = "Ticketing"
}

resource "servicenow_credential" "ticketing" {
  type                = "basic_auth"
  name                = "Ticketing account"
  username            = "servicenow"
  password_wo         = var.ticketing_password
  password_wo_version = 1
}

# The address as one URL.
resource "servicenow_connection" "ticketing" {
  name               = "Ticketing production"
  connection_alias   = servicenow_connection_alias.ticketing.id
  credential         = servicenow_credential.ticketing.id
  connection_url     = "https://ticketing.example.com/api/v2"
  connection_timeout = 30000 # milliseconds
  connection_retries = 2
}

resource "servicenow_connection_alias" "status_page" {
  name = "Status page"
}

# The address in parts: the instance builds the URL, shown as url.
resource "servicenow_connection" "status_page" {
  name             = "Status page"
  connection_alias = servicenow_connection_alias.status_page.id
  url_builder      = true
  protocol         = "https"
  host             = "status.example.com"
  base_path        = "/api"
}

# A database: the instance makes the URL of the parts. Where it has the column, format names the driver's class.
resource "servicenow_connection_alias" "orders" {
  name            = "Orders database"
  connection_type = "jdbc_connection"
}

resource "servicenow_connection" "orders" {
  type             = "jdbc"
  name             = "Orders database"
  connection_alias = servicenow_connection_alias.orders.id
  host             = "orders.example.com"
  port             = "3306"
  database_name    = "orders"
}

# Something that is neither: parts without a URL.
resource "servicenow_connection_alias" "backup" {
  name            = "Backup host"
  connection_type = "sys_connection"
}

resource "servicenow_connection" "backup" {
  type             = "basic"
  name             = "Backup host"
  connection_alias = servicenow_connection_alias.backup.id
  protocol         = "ssh"
  host             = "backup.example.com"
  port             = "22"
}

output "status_page_url" {
  value = servicenow_connection.status_page.url
}

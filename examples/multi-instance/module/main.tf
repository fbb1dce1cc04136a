# How flows reach the order service: the alias is the same in every environment, what stands behind it is not.

resource "servicenow_connection_alias" "orders" {
  name = var.alias_name
  type = "connection"
}

resource "servicenow_credential" "orders" {
  type                = "basic_auth"
  name                = "${var.alias_name} ${var.environment}"
  username            = var.username
  password_wo         = var.password
  password_wo_version = var.password_version
}

resource "servicenow_connection" "orders" {
  name             = "${var.alias_name} ${var.environment}"
  connection_alias = servicenow_connection_alias.orders.id
  credential       = servicenow_credential.orders.id
  connection_url   = var.api_url

  # A test environment that hangs should not hold up flows for long.
  connection_timeout = var.environment == "prod" ? 30000 : 10000 # milliseconds
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      # Before: source = "tylerhatton/servicenow"
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# Types of the same name need no block: Terraform hands their states over at the same address.

resource "servicenow_user" "shipping" {
  user_name  = "svc.shipping"
  first_name = "Acme"
  last_name  = "Shipping"
  email      = "shipping@acme.example"
}

resource "servicenow_group" "planners" {
  name        = "Tour planners"
  description = "Plan the tours of the day."
}

resource "servicenow_group_member" "shipping" {
  user  = servicenow_user.shipping.id
  group = servicenow_group.planners.id
}

# Types with another name here: one block each.

resource "servicenow_connection_alias" "shipping" {
  name            = "Shipping"
  type            = "connection"
  connection_type = "http_connection"
}

moved {
  from = servicenow_alias.shipping
  to   = servicenow_connection_alias.shipping
}

# Without password the state forgets the one that it had, and the instance keeps it. To send a new one: password_wo.
resource "servicenow_credential" "shipping" {
  type     = "basic_auth"
  name     = "Shipping"
  username = "svc.shipping"
}

moved {
  from = servicenow_basic_auth_credential.shipping
  to   = servicenow_credential.shipping
}

resource "servicenow_connection" "shipping" {
  type             = "http"
  name             = "Shipping API"
  connection_alias = servicenow_connection_alias.shipping.id
  credential       = servicenow_credential.shipping.id
  connection_url   = "https://api.acme.example/v2"
}

moved {
  from = servicenow_http_connection.shipping
  to   = servicenow_connection.shipping
}

# Types of the same name again, of what runs on the instance and what it calls.

resource "servicenow_business_rule" "stamp_orders" {
  name          = "Stamp orders"
  table         = "incident"
  when          = "after"
  action_insert = true
  advanced      = true
  script        = "(function executeRule(current, previous) { current.correlation_display = 'shipping'; })(current, previous);"
}

resource "servicenow_rest_message" "tracking" {
  name          = "Tracking"
  rest_endpoint = "https://api.acme.example/v2/track"
  description   = "Asks where a parcel is."
}

# The value of a header may be a secret, so here too: without it the state forgets it, and the instance keeps it.
resource "servicenow_rest_message_header" "tracking_version" {
  rest_message = servicenow_rest_message.tracking.id
  name         = "X-Version"
}

# What has no type of its own here is a row of its table, with the columns in fields.

resource "servicenow_record" "intake" {
  table = "sys_hub_flow"

  fields = {
    name        = "Shipping intake"
    description = "Takes orders in."
  }
}

moved {
  from = servicenow_flow.intake
  to   = servicenow_record.intake
}

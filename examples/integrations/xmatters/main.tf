# The user that xMatters knows: whoever calls the trigger signs in as it.
resource "servicenow_basic_auth_profile" "xmatters" {
  name                = var.profile_name
  username            = var.xmatters_username
  password_wo         = var.xmatters_password
  password_wo_version = var.xmatters_password_version

  application_scope = var.application_scope
}

# The call: a POST of JSON to the trigger of a flow or the inbound integration.
resource "servicenow_rest_message" "xmatters" {
  name          = var.message_name
  rest_endpoint = var.trigger_url
  description   = "Pages people by xMatters."

  authentication_type = "basic"
  basic_auth_profile  = servicenow_basic_auth_profile.xmatters.id

  application_scope = var.application_scope
}

resource "servicenow_rest_message_function" "page" {
  rest_message = servicenow_rest_message.xmatters.id
  name         = "page"
  http_method  = "post"

  # What stands in braces is put in at each call, as JSON with its quotes: see page.js.tftpl.
  content = "{\"properties\": {${join(", ", [for name in local.properties : "\"${name}\": $${${name}}"])}}}"

  application_scope = var.application_scope
}

resource "servicenow_rest_message_function_header" "content_type" {
  rest_message_function = servicenow_rest_message_function.page.id
  name                  = "Content-Type"
  value                 = "application/json"

  application_scope = var.application_scope
}

# When: after an incident was made that is urgent enough.
resource "servicenow_business_rule" "page" {
  count = var.manage_rule ? 1 : 0

  name        = var.rule_name
  table       = "incident"
  description = "Pages people by xMatters. Made by Terraform."

  active           = var.enabled
  when             = "after"
  action_insert    = true
  filter_condition = var.filter_condition
  advanced         = true
  script           = local.script

  application_scope = var.application_scope
}

locals {
  properties = ["number", "title", "priority", "link"]

  script = templatefile("${path.module}/page.js.tftpl", {
    message  = jsonencode(servicenow_rest_message.xmatters.name)
    function = jsonencode(servicenow_rest_message_function.page.name)
    address  = jsonencode("${local.instance_url}/incident.do?sys_id=")
  })
}

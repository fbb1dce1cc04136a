# The API that Datadog's webhook calls: one resource, whose script makes an incident of an alert.
resource "servicenow_scripted_rest_api" "alerts" {
  name              = var.api_name
  service_id        = var.api_id
  short_description = "Takes the alerts of Datadog's monitors."

  application_scope = var.application_scope
}

resource "servicenow_scripted_rest_resource" "alert" {
  web_service_definition = servicenow_scripted_rest_api.alerts.id
  name                   = "Alert"
  http_method            = "POST"
  relative_path          = "/alert"
  short_description      = "An alert becomes an incident."
  operation_script       = file("${path.module}/alert.js")
  request_example        = local.payload

  # Never without signing in: the key says as whom the script runs.
  requires_authentication = true

  application_scope = var.application_scope
}

# Whom calls act as: an account for web services alone, without a password, and only with the roles of what it makes.
resource "servicenow_user" "datadog" {
  user_name               = var.service_user_name
  first_name              = "Datadog"
  last_name               = "Integration"
  web_service_access_only = true
}

resource "servicenow_user_role" "datadog" {
  for_each = var.service_user_roles

  user = servicenow_user.datadog.id
  role = each.value
}

locals {
  # What Datadog puts in for the names with a dollar sign.
  payload = jsonencode({
    title     = "$EVENT_TITLE"
    message   = "$TEXT_ONLY_MSG"
    link      = "$LINK"
    cycle_key = "$ALERT_CYCLE_KEY"
  })
}

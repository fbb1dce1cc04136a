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

# Before an incident is saved, one about parcels goes to the front.
resource "servicenow_business_rule" "parcels_first" {
  name             = "Parcels first"
  table            = "incident"
  when             = "before"
  order            = 150
  action_insert    = true
  action_update    = true
  filter_condition = "category=hardware^active=true"
  advanced         = true
  description      = "A parcel that is lost is found within the day, or never"
  script           = <<-EOT
    (function executeRule(current, previous) {
        if (current.short_description.toLowerCase().indexOf('parcel') > -1) {
            current.urgency = 1;
        }
    })(current, previous);
  EOT
}

# Without a script: nobody deletes an incident that is active.
resource "servicenow_business_rule" "keep_active" {
  name             = "Keep active incidents"
  table            = "incident"
  when             = "before"
  action_delete    = true
  filter_condition = "active=true"
  abort_action     = true
  add_message      = true
  message          = "<p>Close the incident first.</p>"
}

# Calls another system when an incident is closed.
resource "servicenow_rest_message" "warehouse" {
  name          = "Warehouse of the rules"
  rest_endpoint = "https://api.warehouse.example.com/v1"
}

resource "servicenow_rest_message_function" "release" {
  rest_message = servicenow_rest_message.warehouse.id
  name         = "release"
  http_method  = "post"
}

resource "servicenow_business_rule" "release_parcel" {
  name             = "Release the parcel"
  table            = "incident"
  when             = "async_always"
  action_update    = true
  filter_condition = "active=false"
  is_rest          = true
  rest_service     = servicenow_rest_message.warehouse.id
  rest_method      = servicenow_rest_message_function.release.id
}

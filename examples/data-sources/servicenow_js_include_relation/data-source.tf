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

resource "servicenow_widget_dependency" "sound" {
  name = "Acme sound"
}

resource "servicenow_js_include" "sound" {
  display_name = "Sound library"
  source       = "url"
  url          = "https://cdn.example.com/sound.min.js"
}

resource "servicenow_js_include_relation" "sound" {
  dependency = servicenow_widget_dependency.sound.name
  js_include = servicenow_js_include.sound.display_name
  order      = 10
}

data "servicenow_js_include_relation" "sound" {
  dependency = servicenow_js_include_relation.sound.dependency
  js_include = servicenow_js_include_relation.sound.js_include
}

output "sound_order" {
  value = data.servicenow_js_include_relation.sound.order
}

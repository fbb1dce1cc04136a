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

resource "servicenow_ui_script" "labels" {
  name   = "acmeLabels"
  script = "var acmeLabels = {};"
}

data "servicenow_ui_script" "labels" {
  name = servicenow_ui_script.labels.name
}

output "labels_are_loaded_as" {
  value = data.servicenow_ui_script.labels.api_name
}

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

resource "servicenow_script_include" "label_printer" {
  name   = "LabelPrinter"
  script = "var LabelPrinter = Class.create();"
}

data "servicenow_script_include" "label_printer" {
  name = servicenow_script_include.label_printer.name
}

output "label_printer_is_called" {
  value = data.servicenow_script_include.label_printer.api_name
}

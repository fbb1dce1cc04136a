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

resource "servicenow_client_script" "check_number" {
  name   = "Check the number of the parcel"
  table  = "incident"
  type   = "onSubmit"
  script = "function onSubmit() { return g_form.getValue('short_description') != ''; }"
}

data "servicenow_client_script" "check_number" {
  table = "incident"
  name  = servicenow_client_script.check_number.name
}

output "check_number_is_used" {
  value = data.servicenow_client_script.check_number.active
}

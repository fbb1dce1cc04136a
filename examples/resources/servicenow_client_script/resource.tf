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

# When the category changes on the form, say what parcels need.
resource "servicenow_client_script" "ask_for_the_parcel" {
  name        = "Ask for the parcel"
  table       = "incident"
  type        = "onChange"
  field_name  = "category"
  ui_type     = "all"
  description = "Reminds of the number of the parcel"
  messages    = "Write the number of the parcel into the description."
  script      = <<-EOT
    function onChange(control, oldValue, newValue, isLoading) {
        if (isLoading || newValue != 'hardware') {
            return;
        }
        g_form.showFieldMsg('category', getMessage('Write the number of the parcel into the description.'), 'info');
    }
  EOT
}

# In one view alone.
resource "servicenow_client_script" "short_form" {
  name   = "Short form"
  table  = "incident"
  type   = "onLoad"
  global = false
  view   = "ess"
  script = "function onLoad() { g_form.setDisplay('work_notes', false); }"
}

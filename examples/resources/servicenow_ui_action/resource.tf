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

resource "servicenow_role" "dispatcher" {
  name        = "parcel_dispatcher"
  description = "Sends parcels on their way"
}

# A button on the form, for dispatchers.
resource "servicenow_ui_action" "send_again" {
  name        = "Send again"
  table       = "incident"
  action_name = "send_again"
  roles       = [servicenow_role.dispatcher.name]
  condition   = "current.active == true"
  form_button = true
  form_action = true
  show_insert = false
  order       = 120
  hint        = "Sends the parcel once more"
  comments    = "For parcels that came back"
  script      = <<-EOT
    current.work_notes = 'Sent again.';
    current.update();
    action.setRedirectURL(current);
  EOT
}

# A link that asks in the browser first.
resource "servicenow_ui_action" "give_up" {
  name        = "Give the parcel up"
  table       = "incident"
  action_name = "give_up_parcel"
  client      = true
  onclick     = "giveUpParcel();"
  form_link   = true
  form_action = true
  script      = <<-EOT
    function giveUpParcel() {
        if (confirm('Is the parcel lost for good?')) {
            g_form.setValue('state', '6');
            g_form.save();
        }
    }
  EOT
}

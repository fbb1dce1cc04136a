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

resource "servicenow_ui_page" "parcels" {
  name        = "acme_parcels"
  description = "Closes a parcel after a question"
  category    = "general"
  direct      = false

  html = <<-EOT
    <?xml version="1.0" encoding="utf-8" ?>
    <j:jelly trim="false" xmlns:j="jelly:core" xmlns:g="glide" xmlns:j2="null" xmlns:g2="null">
      <g:ui_form>
        <p>Close the parcel?</p>
        <g:dialog_buttons_ok_cancel ok="return isSure()" />
      </g:ui_form>
    </j:jelly>
  EOT

  client_script = <<-EOT
    function isSure() {
        return confirm('Are you sure?');
    }
  EOT

  processing_script = "response.sendRedirect('incident_list.do');"
}

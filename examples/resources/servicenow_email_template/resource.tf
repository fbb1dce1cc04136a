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

resource "servicenow_email_template" "warehouse" {
  name              = "Warehouse"
  table             = "incident"
  subject           = "$${number}: $${short_description}"
  message_html      = <<-EOT
    <p>$${description}</p>
    <p>The warehouse</p>
  EOT
  message_text      = "$${description}"
  sms_alternate     = "$${number}"
  application_scope = "global"
}

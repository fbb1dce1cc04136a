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

resource "servicenow_email_template" "garden" {
  name    = "Garden"
  subject = "The garden: $${number}"
}

data "servicenow_email_template" "garden" {
  name = servicenow_email_template.garden.name
}

output "garden_subject" {
  value = data.servicenow_email_template.garden.subject
}

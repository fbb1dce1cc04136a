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

resource "servicenow_content_css" "print" {
  name  = "Acme print"
  type  = "local"
  style = "nav { display: none; }"
}

data "servicenow_content_css" "print" {
  name = servicenow_content_css.print.name
}

output "print_style" {
  value = data.servicenow_content_css.print.style
}

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

resource "servicenow_content_css" "colours" {
  name  = "Acme colours"
  type  = "local"
  style = <<-EOT
    body {
      color: #123456;
    }
  EOT
}

# The style sheet of the company's own site.
resource "servicenow_content_css" "site" {
  name = "Acme site"
  type = "link"
  url  = "https://www.example.com/site.css"
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# What to register with the third party: https://dev98042.service-now.com/oauth_redirect.do
output "redirect_url" {
  value = provider::servicenow::oauth_redirect_url("dev98042")
}

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

# With a user name and a password there is no token, only the header that holds both.
ephemeral "servicenow_provider_token" "own" {
  allow_basic = true
}

# Whoever calls the instance beside the provider sends this header, as here a script in the same run.
resource "terraform_data" "ping" {
  provisioner "local-exec" {
    command = "test -n \"$HEADER\""

    environment = {
      HEADER = "${ephemeral.servicenow_provider_token.own.header_name}: ${ephemeral.servicenow_provider_token.own.header_value}"
    }
  }
}

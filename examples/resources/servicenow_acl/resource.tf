terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables. The account holds the role
# security_admin and signs in with username and password: access rules are written in an elevated session.
provider "servicenow" {
  elevate_roles = ["security_admin"]
}

resource "servicenow_role" "auditor" {
  name        = "token_auditor"
  description = "May see whose the issued tokens are"
}

resource "servicenow_acl" "whose_token" {
  name        = "oauth_credential.user"
  operation   = "read"
  roles       = [servicenow_role.auditor.name]
  condition   = "type=access_token"
  description = "Auditors see whose an access token is"
}

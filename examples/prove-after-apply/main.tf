terraform {
  # Actions came with this release.
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# Tokens by client credentials need this property; some instances lack it, others have it switched off.
resource "servicenow_system_property" "client_credentials" {
  name           = "glide.oauth.inbound.client.credential.grant_type.enabled"
  type           = "boolean"
  value          = "true"
  adopt_existing = true
}

# The account that the shop's calls run as.
resource "servicenow_user" "shop" {
  user_name     = "shop.integration"
  last_name     = "Shop"
  identity_type = "machine"
}

# The shop's client. Nothing says that a client works as well as a token that it got.
resource "servicenow_oauth_registry" "shop" {
  name               = "Shop"
  type               = "client"
  default_grant_type = "client_credentials"
  application_user   = servicenow_user.shop.id

  depends_on = [servicenow_system_property.client_credentials]

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.servicenow_oauth_token_check.shop]
    }
  }
}

action "servicenow_oauth_token_check" "shop" {
  config {
    client_id     = servicenow_oauth_registry.shop.client_id
    client_secret = servicenow_oauth_registry.shop.client_secret
    expected_user = servicenow_user.shop.user_name
  }
}

# The tests of the Automated Test Framework that have to pass; the suite's tests are made on the instance.
resource "servicenow_record" "suite" {
  table  = "sys_atf_test_suite"
  fields = { name = "Orders of the shop" }
}

# Where the shop's orders go. Whatever is changed about it, the suite runs.
resource "servicenow_connection_alias" "orders" {
  name = "Orders of the shop"

  depends_on = [servicenow_record.suite, servicenow_oauth_registry.shop]

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.servicenow_test_suite_run.orders]
    }
  }
}

action "servicenow_test_suite_run" "orders" {
  config {
    suite   = "Orders of the shop"
    timeout = "30m"
  }
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# Each argument may come from the environment instead, which keeps secrets out of files:
#
#   export SERVICENOW_INSTANCE_URL="https://example.service-now.com"
#   export SERVICENOW_OAUTH_GRANT_TYPE="client_credentials"
#   export SERVICENOW_OAUTH_CLIENT_ID="…"
#   export SERVICENOW_OAUTH_CLIENT_SECRET="…"
#
# or, with Basic authentication:
#
#   export SERVICENOW_USERNAME="…"
#   export SERVICENOW_PASSWORD="…"
#
# or SERVICENOW_API_KEY, or SERVICENOW_ACCESS_TOKEN, or another grant of OAuth ("password", "refresh_token", "jwt_bearer").
provider "servicenow" {
  # Refuse any other instance, should the environment name one by mistake:
  # allowed_instances = ["dev98042"]

  # Where new records go, and which update set captures the changes:
  # application_scope = "x_acme_orders"
  # update_set        = "Sprint 12"

  # Ask the instance before the first plan whether it is there and accepts the credentials:
  # check = "on_configure"

  request_timeout         = "60s"
  max_concurrent_requests = 4
}

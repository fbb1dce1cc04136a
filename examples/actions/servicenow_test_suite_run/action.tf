terraform {
  required_version = ">= 1.14"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

# A suite of the Automated Test Framework; its tests are usually made on the instance.
resource "servicenow_record" "smoke_tests" {
  table  = "sys_atf_test_suite"
  fields = { name = "Smoke tests of the integrations" }
}

# After each apply that makes or changes the alias, the tests have to pass.
resource "servicenow_connection_alias" "shipping" {
  name = "Shipping"

  depends_on = [servicenow_record.smoke_tests]

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.servicenow_test_suite_run.smoke]
    }
  }
}

action "servicenow_test_suite_run" "smoke" {
  config {
    suite   = "Smoke tests of the integrations"
    timeout = "30m"
  }
}

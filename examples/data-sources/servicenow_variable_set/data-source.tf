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

resource "servicenow_variable_set" "period" {
  title         = "From and until"
  internal_name = "period"
}

data "servicenow_variable_set" "period" {
  internal_name = servicenow_variable_set.period.internal_name
}

output "period_is_asked" {
  value = data.servicenow_variable_set.period.type
}

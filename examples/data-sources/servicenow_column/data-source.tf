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

data "servicenow_column" "summary" {
  table   = "task"
  element = "short_description"
}

output "longest_short_description" {
  value = data.servicenow_column.summary.max_length
}

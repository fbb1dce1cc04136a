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

data "servicenow_table" "department" {
  name = "cmn_department"
}

output "mandatory_columns" {
  value = [for name, column in data.servicenow_table.department.columns : name if column.mandatory]
}

output "head_is_a" {
  value = data.servicenow_table.department.columns["dept_head"].reference
}

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

resource "servicenow_department" "garden" {
  name          = "Garden"
  department_id = "GAR"
}

data "servicenow_department" "garden" {
  department_id = servicenow_department.garden.department_id
}

output "garden_department" {
  value = data.servicenow_department.garden.name
}

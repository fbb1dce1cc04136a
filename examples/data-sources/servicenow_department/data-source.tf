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
  name = servicenow_department.garden.name
}

output "garden_identifier" {
  value = data.servicenow_department.garden.department_id
}

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

resource "servicenow_extension_point" "courier" {
  name        = "AcmeCourier"
  description = "Says which courier takes a parcel"
}

data "servicenow_extension_point" "courier" {
  name = servicenow_extension_point.courier.name
}

output "courier_is_called" {
  value = data.servicenow_extension_point.courier.api_name
}

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

# A MID server is installed on a host and makes its record itself. This row stands in for one.
resource "servicenow_record" "mid_server" {
  table  = "ecc_agent"
  fields = { name = "mid-berlin-2" }
}

# An application of your own, whose work goes to this MID server where no other fits.
resource "servicenow_mid_application" "labels" {
  name               = "Label printing"
  default_mid_server = servicenow_record.mid_server.id
}

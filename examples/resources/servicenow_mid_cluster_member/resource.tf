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
  fields = { name = "mid-kiel-1" }
}

resource "servicenow_mid_cluster" "north" {
  name = "north"
  type = "Failover"
}

resource "servicenow_mid_cluster_member" "kiel" {
  cluster    = servicenow_mid_cluster.north.name
  mid_server = servicenow_record.mid_server.id
}

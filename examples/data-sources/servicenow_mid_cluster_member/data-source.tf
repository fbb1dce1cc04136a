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
  fields = { name = "mid-ulm-1" }
}

resource "servicenow_mid_cluster" "south" {
  name = "south"
  type = "Load Balance"
}

resource "servicenow_mid_cluster_member" "ulm" {
  cluster    = servicenow_mid_cluster.south.name
  mid_server = servicenow_record.mid_server.id
}

data "servicenow_mid_cluster_member" "ulm" {
  cluster    = servicenow_mid_cluster_member.ulm.cluster
  mid_server = servicenow_mid_cluster_member.ulm.mid_server
}

output "ulm_membership" {
  value = data.servicenow_mid_cluster_member.ulm.id
}

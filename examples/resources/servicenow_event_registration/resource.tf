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

# Fired by gs.eventQueue('acme.parcel.lost', current, depot, courier).
resource "servicenow_event_registration" "lost" {
  event_name  = "acme.parcel.lost"
  table       = "incident"
  description = "A parcel is lost; parm1 is the depot, parm2 the courier"
  fired_by    = "Business rule: Parcels first"
  priority    = 50
}

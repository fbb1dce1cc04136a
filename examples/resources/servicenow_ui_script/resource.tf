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

# Pages load it as acmeParcels.jsdbx.
resource "servicenow_ui_script" "parcels" {
  name        = "acmeParcels"
  description = "What the pages about parcels have in common"
  ui_type     = "all"
  script      = <<-EOT
    var acmeParcels = (function() {
        'use strict';

        return {
            label: function(number) {
                return 'Parcel ' + number;
            }
        };
    })();
  EOT
}

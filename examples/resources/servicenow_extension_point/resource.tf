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

# Other applications add script includes with a function depotOf.
resource "servicenow_extension_point" "router" {
  name           = "AcmeRouter"
  description    = "Says which depot a parcel goes to; the first that knows one decides"
  restrict_scope = false
  example        = <<-EOT
    var AcmeRouter = Class.create();
    AcmeRouter.prototype = {
        initialize: function() {},

        depotOf: function(city) {
            return city == 'Berlin' ? 'East' : '';
        },

        type: 'AcmeRouter'
    };
  EOT
}

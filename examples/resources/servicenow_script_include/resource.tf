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

# A class that business rules and other scripts use as new ParcelRouter(). In a module of its own the script is better kept
# in a file: script = file("${path.module}/ParcelRouter.js").
resource "servicenow_script_include" "parcel_router" {
  name        = "ParcelRouter"
  description = "Finds the depot of a parcel"
  access      = "public"
  script      = <<-EOT
    var ParcelRouter = Class.create();
    ParcelRouter.prototype = {
        initialize: function() {},

        depotOf: function(city) {
            return gs.getProperty('acme.depot.' + city, 'Central');
        },

        type: 'ParcelRouter'
    };
  EOT
}

# One that forms call by GlideAjax. Who may call it is said by a servicenow_acl of the type client_callable_script_include.
resource "servicenow_script_include" "parcel_ajax" {
  name            = "ParcelAjax"
  description     = "Tells a form which depot a parcel goes to"
  client_callable = true
  script          = <<-EOT
    var ParcelAjax = Class.create();
    ParcelAjax.prototype = Object.extendsObject(AbstractAjaxProcessor, {
        depot: function() {
            return new ParcelRouter().depotOf(this.getParameter('sysparm_city'));
        },

        type: 'ParcelAjax'
    });
  EOT
}

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

resource "servicenow_widget" "parcels" {
  identifier    = "acme-parcels"
  name          = "Acme parcels"
  description   = "How many parcels are on their way"
  category      = "custom"
  controller_as = "c"
  data_table    = "sp_instance"
  has_preview   = true
  public        = false
  roles         = ["itil"]

  template = <<-EOT
    <div class="panel panel-default">
      <h3>{{::c.options.title}}</h3>
      <p class="count">{{c.data.count}}</p>
    </div>
  EOT

  css = <<-EOT
    .count {
      font-size: 2em;
    }
  EOT

  server_script = <<-EOT
    (function() {
        data.count = 12;
    })();
  EOT

  client_script = <<-EOT
    api.controller = function() {
        var c = this;
    };
  EOT

  option_schema = "[{\"label\":\"Title\",\"name\":\"title\",\"section\":\"Presentation\",\"type\":\"string\"}]"

  demo_data = "{\"data\":{\"count\":12}}"
}

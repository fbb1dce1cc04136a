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

resource "servicenow_scripted_rest_api" "returns" {
  name       = "Returns"
  service_id = "returns"
}

resource "servicenow_scripted_rest_resource" "count" {
  web_service_definition = servicenow_scripted_rest_api.returns.id
  name                   = "Count returns"
  http_method            = "GET"
  relative_path          = "/count"
  operation_script       = "(function process(request, response) { response.setBody({ count: 0 }); })(request, response);"
}

data "servicenow_scripted_rest_resource" "count" {
  web_service_definition = servicenow_scripted_rest_api.returns.id
  name                   = servicenow_scripted_rest_resource.count.name
}

output "count_path" {
  value = data.servicenow_scripted_rest_resource.count.operation_uri
}

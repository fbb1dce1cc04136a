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

resource "servicenow_scripted_rest_api" "parcels" {
  name       = "Parcels"
  service_id = "parcels"
}

# GET /api/<namespace>/parcels/4711. In a project of its own the script is file("find.js").
resource "servicenow_scripted_rest_resource" "find" {
  web_service_definition = servicenow_scripted_rest_api.parcels.id
  name                   = "Find parcel"
  http_method            = "GET"
  relative_path          = "/{number}"
  short_description      = "Where a parcel is"

  operation_script = <<-EOT
    (function process(request, response) {
      response.setBody({ number: request.pathParams.number });
    })(request, response);
  EOT
}

resource "servicenow_scripted_rest_resource" "announce" {
  web_service_definition     = servicenow_scripted_rest_api.parcels.id
  name                       = "Announce parcel"
  http_method                = "POST"
  relative_path              = "/"
  requires_acl_authorization = true
  enforce_acl                = ["Scripted REST External Default"]
  consumes                   = "application/json"
  consumes_customized        = true
  request_example            = "{\"number\": \"4711\"}"

  operation_script = <<-EOT
    (function process(request, response) {
      response.setStatus(201);
    })(request, response);
  EOT
}

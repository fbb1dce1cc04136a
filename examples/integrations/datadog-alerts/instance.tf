# Which instance this is, for the outputs that Datadog is configured with.
data "servicenow_instance" "this" {}

locals {
  instance_url = trimsuffix(coalesce(var.instance_url, data.servicenow_instance.this.url), "/")
}

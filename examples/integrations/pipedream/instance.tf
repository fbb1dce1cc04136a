# Which instance this is, for the outputs that Pipedream is configured with.
data "servicenow_instance" "this" {}

locals {
  instance_url  = trimsuffix(coalesce(var.instance_url, data.servicenow_instance.this.url), "/")
  instance_name = trimsuffix(regex("^https?://([^/:]+)", local.instance_url)[0], ".service-now.com")
}

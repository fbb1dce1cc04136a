# Which instance this is, for the outputs that Camunda's ServiceNow connector is configured with.
data "servicenow_instance" "this" {
  count = local.calls_in && var.instance_url == null ? 1 : 0
}

locals {
  found         = one(data.servicenow_instance.this[*].url)
  instance_url  = local.calls_in ? trimsuffix(coalesce(var.instance_url, local.found), "/") : null
  instance_name = local.calls_in ? trimsuffix(regex("^https?://([^/:]+)", local.instance_url)[0], ".service-now.com") : null
}

# Which instance this is, for the address that the directory posts to.
data "servicenow_instance" "this" {
  count = var.instance_url == null ? 1 : 0
}

locals {
  found        = one(data.servicenow_instance.this[*].url)
  instance_url = trimsuffix(coalesce(var.instance_url, local.found), "/")
}

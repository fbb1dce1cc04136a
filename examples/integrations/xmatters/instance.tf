# Which instance this is, for the link in each page.
data "servicenow_instance" "this" {}

locals {
  instance_url = trimsuffix(coalesce(var.instance_url, data.servicenow_instance.this.url), "/")
}

# What the instance calls itself, where nobody said.
data "servicenow_records" "instance_name" {
  count = var.instance_url == null ? 1 : 0

  table  = "sys_properties"
  query  = "name=instance_name"
  fields = ["value"]
  limit  = 1

  lifecycle {
    postcondition {
      condition     = length(self.records) == 1
      error_message = "The property instance_name cannot be read. Set instance_url."
    }
  }
}

locals {
  named         = one(flatten(data.servicenow_records.instance_name[*].records[*].value))
  instance_url  = trimsuffix(coalesce(var.instance_url, "https://${coalesce(local.named, "unknown")}.service-now.com"), "/")
  instance_name = trimsuffix(regex("^https?://([^/:]+)", local.instance_url)[0], ".service-now.com")
}

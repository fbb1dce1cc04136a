terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# What was changed since the release: sys_updated_on>=2026-01-31 12:30:00
output "since_the_release" {
  value = provider::servicenow::encoded_query([
    {
      column   = "sys_updated_on"
      operator = ">="
      value    = provider::servicenow::datetime_to_glide("2026-01-31T13:30:00+01:00")
    },
  ])
}

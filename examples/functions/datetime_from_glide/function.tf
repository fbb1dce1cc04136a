terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# 2026-01-31T12:30:00Z
output "updated_at" {
  value = provider::servicenow::datetime_from_glide("2026-01-31 12:30:00")
}

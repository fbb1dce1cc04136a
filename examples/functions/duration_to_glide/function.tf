terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# 1970-01-01 01:30:00
output "every_ninety_minutes" {
  value = provider::servicenow::duration_to_glide("1h30m")
}

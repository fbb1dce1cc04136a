terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# 24h5m
output "run_period" {
  value = provider::servicenow::duration_from_glide("1970-01-02 00:05:00")
}

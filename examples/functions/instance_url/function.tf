terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

variable "instance" {
  description = "The instance: its name, its host or its address."
  type        = string
  default     = "dev98042"
}

# https://dev98042.service-now.com
output "instance_url" {
  value = provider::servicenow::instance_url(var.instance)
}

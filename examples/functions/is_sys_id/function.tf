terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

variable "group" {
  description = "The group that gets the role, by sys_id: names differ among our instances."
  type        = string
  default     = "d625dccec0a8016700a222a0f7900d06"

  validation {
    condition     = provider::servicenow::is_sys_id(var.group)
    error_message = "group takes a sys_id, 32 hexadecimal digits."
  }
}

output "group" {
  value = var.group
}

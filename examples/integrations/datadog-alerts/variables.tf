variable "api_name" {
  description = "Name of the API in its documentation."
  type        = string
  default     = "Datadog alerts"
  nullable    = false
}

variable "api_id" {
  description = "The part of the address that tells the API from others of its application. A later change gives Datadog's webhook another address."
  type        = string
  default     = "datadog_alerts"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9_]*[a-z0-9]$", var.api_id))
    error_message = "Small letters, digits and underscores, with a letter or a digit at the end."
  }
}

variable "service_user_name" {
  description = "User id of the service account that alerts act as."
  type        = string
  default     = "datadog.integration"
  nullable    = false

  validation {
    condition     = length(trimspace(var.service_user_name)) > 0 && length(var.service_user_name) <= 40
    error_message = "The user id has 1 to 40 characters."
  }
}

variable "service_user_roles" {
  description = "Roles of the service account: those that making an incident takes. snc_internal, where the instance has it, tells the account from an external user."
  type        = set(string)
  default     = ["itil", "snc_internal"]
  nullable    = false

  validation {
    condition     = length(setintersection(var.service_user_roles, ["admin", "security_admin"])) == 0
    error_message = "An integration does not need admin or security_admin; name the roles of the tables it uses."
  }
}

variable "activate_plugin" {
  description = "Whether to activate the plugin that API keys need, which takes admin and cannot be undone. Set it to false where it is active."
  type        = bool
  default     = true
  nullable    = false
}

variable "key_name" {
  description = "Name of the key."
  type        = string
  default     = "Datadog"
  nullable    = false
}

variable "profile_name" {
  description = "Name of the inbound authentication profile; unique within its application."
  type        = string
  default     = "Keys of Datadog"
  nullable    = false
}

variable "policy_name" {
  description = "Name of the API access policy; unique on the instance."
  type        = string
  default     = "Datadog alerts by key"
  nullable    = false
}

variable "application_scope" {
  description = "Scope of the application that the new records belong to; null leaves it to the instance."
  type        = string
  default     = null
}

variable "instance_url" {
  description = "Address of the instance for the outputs, where the world reaches it under another one than the provider does; null takes the provider's."
  type        = string
  default     = null

  validation {
    condition     = var.instance_url == null || can(regex("^https?://[^/?#]+/?$", var.instance_url))
    error_message = "Give scheme and host alone, such as https://dev98042.service-now.com."
  }
}

variable "trigger_url" {
  description = "The trigger's URL, as xMatters shows it once its authentication method is Basic."
  type        = string

  validation {
    condition     = can(regex("^https://[^/?#]+/api/integration/1/functions/[^?#]+$", var.trigger_url)) && length(var.trigger_url) <= 200
    error_message = "Give the URL that the trigger shows with Basic authentication: https://….xmatters.com/api/integration/1/functions/…/triggers, without a query and with 200 characters at most."
  }
}

variable "xmatters_username" {
  description = "User of xMatters that calls of the trigger sign in as."
  type        = string

  validation {
    condition     = length(trimspace(var.xmatters_username)) > 0
    error_message = "Give the user id that xMatters has for the integration."
  }
}

variable "xmatters_password" {
  description = "Password of that user. Sent to the instance; kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.xmatters_password) > 0
    error_message = "Give the password of the user in xMatters."
  }
}

variable "xmatters_password_version" {
  description = "Raise this number when the password has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "filter_condition" {
  description = "Which new incidents page somebody: an encoded query. By default those of priority 1 and 2."
  type        = string
  default     = "priorityIN1,2"
  nullable    = false
}

variable "enabled" {
  description = "Whether anybody is paged."
  type        = bool
  default     = true
  nullable    = false
}

variable "manage_rule" {
  description = "Whether to make the business rule, which takes admin; false where an administrator makes it from the output rule_for_a_person."
  type        = bool
  default     = true
  nullable    = false
}

variable "profile_name" {
  description = "Name of the profile with user name and password."
  type        = string
  default     = "xMatters"
  nullable    = false
}

variable "message_name" {
  description = "Name of the REST message, by which scripts send it."
  type        = string
  default     = "xMatters"
  nullable    = false

  validation {
    condition     = length(trimspace(var.message_name)) > 0 && length(var.message_name) <= 40
    error_message = "The name has 1 to 40 characters."
  }
}

variable "rule_name" {
  description = "Name of the business rule."
  type        = string
  default     = "Page by xMatters"
  nullable    = false
}

variable "application_scope" {
  description = "Scope of the application that the new records belong to; null leaves it to the instance."
  type        = string
  default     = null
}

variable "instance_url" {
  description = "Address of the instance for the links in pages, where people reach it under another one than the provider does; null takes the provider's."
  type        = string
  default     = null

  validation {
    condition     = var.instance_url == null || can(regex("^https?://[^/?#]+/?$", var.instance_url))
    error_message = "Give scheme and host alone, such as https://dev98042.service-now.com."
  }
}

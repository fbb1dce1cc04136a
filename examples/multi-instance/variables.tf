variable "environment" {
  description = "Which environment this is: dev, test or prod."
  type        = string

  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "The environment is dev, test or prod."
  }
}

variable "instance_url" {
  description = "Address of the environment's instance; null takes it from SERVICENOW_INSTANCE_URL."
  type        = string
  default     = null
}

variable "allowed_instances" {
  description = "The only instances of this environment, by name or host; another address is refused before a request is made. null allows any."
  type        = list(string)
  default     = null
}

variable "instance_name" {
  description = "What the environment's instance calls itself, in its property instance_name. Another one is refused."
  type        = string
}

variable "api_url" {
  description = "Address of the order service in this environment."
  type        = string

  validation {
    condition     = startswith(var.api_url, "https://")
    error_message = "The address begins with https://, because a password is sent to it."
  }
}

variable "api_username" {
  description = "User name at the order service."
  type        = string
}

variable "api_password" {
  description = "Password at the order service. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "api_password_version" {
  description = "Raise this number when the password has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "environment" {
  description = "Which environment this is; it is part of the records' names."
  type        = string
}

variable "alias_name" {
  description = "Name of the alias, from which the instance makes the id that flows look it up by."
  type        = string
  default     = "Order_Service"
  nullable    = false
}

variable "api_url" {
  description = "Address of the order service."
  type        = string
}

variable "username" {
  description = "User name at the order service."
  type        = string
}

variable "password" {
  description = "Password at the order service. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "password_version" {
  description = "Raise this number when the password has changed."
  type        = number
  default     = 1
  nullable    = false
}

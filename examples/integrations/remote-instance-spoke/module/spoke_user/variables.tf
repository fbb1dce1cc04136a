variable "user_name" {
  description = "User id of the account."
  type        = string
}

variable "password" {
  description = "Password of the account. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "password_version" {
  description = "Raise this number when the password has changed."
  type        = number
}

variable "roles" {
  description = "Roles of the account."
  type        = set(string)
}

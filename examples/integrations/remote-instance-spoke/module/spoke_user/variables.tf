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

variable "manage_acls" {
  description = "Whether to make a role that reads table and column names."
  type        = bool
}

variable "role_name" {
  description = "Name of that role."
  type        = string
}

variable "dictionary_role" {
  description = "The role that reads them already: granted instead where none is made, and named in the access rules of columns."
  type        = string
}

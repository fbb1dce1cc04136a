variable "service_user_password" {
  description = "Password of the service account: choose one and give the same to the directory. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.service_user_password) >= 12
    error_message = "Give the service account a password of at least 12 characters, such as the output of: openssl rand -hex 16"
  }
}

variable "service_user_password_version" {
  description = "Raise this number when the password has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "service_user_name" {
  description = "User id of the service account that the directory signs in with."
  type        = string
  default     = "directory.import"
  nullable    = false

  validation {
    condition     = length(trimspace(var.service_user_name)) > 0 && length(var.service_user_name) <= 40
    error_message = "The user id has 1 to 40 characters."
  }
}

variable "service_user_roles" {
  description = "Roles of the service account: to load import sets, and to have them transformed."
  type        = set(string)
  default     = ["import_set_loader", "import_transformer"]
  nullable    = false

  validation {
    condition     = length(setintersection(var.service_user_roles, ["admin", "security_admin", "import_admin", "import_scheduler"])) == 0
    error_message = "To send rows takes import_set_loader and import_transformer, and no role of an administrator; import_scheduler is as much as admin."
  }
}

variable "basic_auth_role" {
  description = "Role that lets the service account through where Basic authentication is restricted; null on releases that lack it."
  type        = string
  default     = "snc_basic_auth_api_access"
}

variable "staging_table" {
  description = "Name of the staging table; in an application of your own it begins with the application's scope."
  type        = string
  default     = "u_directory_user"
  nullable    = false

  validation {
    condition     = can(regex("^(u|x)_[a-z0-9_]+$", var.staging_table))
    error_message = "The name begins with u_, or with the scope of an application such as x_acme_people_, and has small letters, digits and underscores."
  }
}

variable "staging_table_label" {
  description = "What people call the staging table, each word with a capital letter."
  type        = string
  default     = "Directory User"
  nullable    = false
}

variable "make_staging_table" {
  description = "Whether to make the staging table with its columns; false where somebody has made it. Then the account needs no admin for it."
  type        = bool
  default     = true
  nullable    = false
}

variable "import_name" {
  description = "Name of the data source and of the transform map."
  type        = string
  default     = "Directory users"
  nullable    = false

  validation {
    condition     = length(trimspace(var.import_name)) > 0 && length(var.import_name) <= 40
    error_message = "The name has 1 to 40 characters."
  }
}

variable "guard_staging_table" {
  description = "Whether access rules of the staging table let nobody but this account load it, administrators excepted. They take elevate_roles = [\"security_admin\"] in the provider block."
  type        = bool
  default     = false
  nullable    = false
}

variable "role_name" {
  description = "Name of the role that those access rules ask for."
  type        = string
  default     = "directory_import"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.]+$", var.role_name))
    error_message = "A role's name has letters, digits, dots and underscores."
  }
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

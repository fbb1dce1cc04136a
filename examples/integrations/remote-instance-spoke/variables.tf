variable "local_instance_url" {
  description = "Address of the local instance: the one whose flows call the other."
  type        = string

  validation {
    condition     = can(regex("^(https://[^/?#]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)/?$", var.local_instance_url))
    error_message = "Give scheme and host alone, such as https://local.service-now.com."
  }
}

variable "local_admin_username" {
  description = "Account that applies this on the local instance; null takes it from SERVICENOW_USERNAME."
  type        = string
  default     = null
}

variable "local_admin_password" {
  description = "Its password; null takes it from SERVICENOW_PASSWORD."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true
}

variable "remote_instance_url" {
  description = "Address of the remote instance: the one that is called."
  type        = string

  validation {
    condition     = can(regex("^(https://[^/?#]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)/?$", var.remote_instance_url))
    error_message = "Give scheme and host alone, such as https://remote.service-now.com."
  }

  validation {
    condition     = trimsuffix(var.remote_instance_url, "/") != trimsuffix(var.local_instance_url, "/")
    error_message = "The remote instance is another one than the local instance."
  }
}

variable "remote_admin_username" {
  description = "Account that applies this on the remote instance; null takes it from SERVICENOW_USERNAME."
  type        = string
  default     = null
}

variable "remote_admin_password" {
  description = "Its password; null takes it from SERVICENOW_PASSWORD."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true
}

variable "install_spoke" {
  description = "Whether to install the spoke on both instances. Set it to false where somebody else installs it."
  type        = bool
  default     = true
  nullable    = false
}

variable "spoke_scope" {
  description = "Scope of the spoke, as All > Application Manager shows it; needed with install_spoke."
  type        = string
  default     = null

  validation {
    condition     = !var.install_spoke || try(length(var.spoke_scope), 0) > 0
    error_message = "Give the spoke's scope, or set install_spoke = false where the spoke is there already."
  }
}

variable "client_secret" {
  description = "Secret of the OAuth client: choose one; both instances get it. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.client_secret) >= 16
    error_message = "Choose a secret of at least 16 characters, such as the output of: openssl rand -hex 32"
  }
}

variable "client_secret_version" {
  description = "Raise this number when the secret has changed, so that both instances get the new one."
  type        = number
  default     = 1
  nullable    = false
}

variable "pkce_required" {
  description = "Whether the local instance uses PKCE; null leaves what the spoke brought."
  type        = bool
  default     = null
}

variable "local_user_password" {
  description = "Password of the spoke's account on the local instance. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.local_user_password) >= 12
    error_message = "Give the account a password of at least 12 characters."
  }
}

variable "remote_user_password" {
  description = "Password of the spoke's account on the remote instance, which somebody signs in with once. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.remote_user_password) >= 12
    error_message = "Give the account a password of at least 12 characters."
  }
}

variable "user_password_version" {
  description = "Raise this number when one of the two passwords has changed, so that both are sent again."
  type        = number
  default     = 1
  nullable    = false
}

variable "table_roles" {
  description = "Roles of the tables that flows use through the spoke, on both instances. itil covers incidents."
  type        = set(string)
  default     = ["itil"]
  nullable    = false
}

variable "manage_acls" {
  description = "Whether to make access rules that let the spoke's accounts see table and column names. Takes accounts that may elevate to security_admin; with false they get dictionary_role of the module instead."
  type        = bool
  default     = true
  nullable    = false
}

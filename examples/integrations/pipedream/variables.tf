variable "client_secret" {
  description = "Secret of the client: choose one and give the same to Pipedream. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.client_secret) >= 16
    error_message = "Choose a secret of at least 16 characters, such as the output of: openssl rand -hex 32"
  }
}

variable "client_secret_version" {
  description = "Raise this number when the secret has changed, so that the new one is sent to both entries."
  type        = number
  default     = 1
  nullable    = false
}

variable "client_name" {
  description = "Name of the client in the Application Registry."
  type        = string
  default     = "Pipedream"
  nullable    = false
}

variable "validator_name" {
  description = "Name of the second entry, the validator."
  type        = string
  default     = "Pipedream OAuth Validator"
  nullable    = false

  validation {
    condition     = var.validator_name != var.client_name
    error_message = "The validator needs a name of its own, or nobody can tell the two entries apart."
  }
}

variable "redirect_url" {
  description = "Where Pipedream takes the authorization code."
  type        = string
  default     = "https://api.pipedream.com/connect/oauth/oa_g2oiqA/callback"
  nullable    = false

  validation {
    condition     = can(regex("^(https://|http://(localhost|127\\.0\\.0\\.1)([:/]|$))", var.redirect_url))
    error_message = "The redirect URL begins with https://, because the authorization code is sent to it."
  }
}

variable "access_token_lifespan" {
  description = "How long an access token is valid, in seconds. The platform's own default."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.access_token_lifespan >= 60 && floor(var.access_token_lifespan) == var.access_token_lifespan
    error_message = "The lifespan is a whole number of seconds, at least 60."
  }
}

variable "refresh_token_lifespan" {
  description = "How long a refresh token is valid, in seconds. The platform's own default, 100 days."
  type        = number
  default     = 8640000
  nullable    = false

  validation {
    condition     = var.refresh_token_lifespan >= var.access_token_lifespan && floor(var.refresh_token_lifespan) == var.refresh_token_lifespan
    error_message = "The lifespan is a whole number of seconds, no less than access_token_lifespan."
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

variable "hardened" {
  description = "Whether to make a role, a service account and access rules of the integration's own, for a hardened instance or after a 504."
  type        = bool
  default     = false
  nullable    = false
}

variable "role_name" {
  description = "Name of the integration's own role."
  type        = string
  default     = "pipedream_integration"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.]+$", var.role_name))
    error_message = "A role's name has letters, digits, dots and underscores."
  }
}

variable "service_user_name" {
  description = "User id of the service account that Pipedream acts as."
  type        = string
  default     = "pipedream.integration"
  nullable    = false
}

variable "service_user_password" {
  description = "Password with which somebody signs in as that account when Pipedream connects. Kept in no plan and no state."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = !var.hardened || try(length(var.service_user_password), 0) >= 12
    error_message = "With hardened = true, give the service account a password of at least 12 characters."
  }
}

variable "service_user_password_version" {
  description = "Raise this number when the password has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "service_user_roles" {
  description = "Roles of the tables the workflows use. itil covers incidents; snc_internal, where the instance has it, tells the account from an external user."
  type        = set(string)
  default     = ["itil", "snc_internal"]
  nullable    = false

  validation {
    condition     = length(setintersection(var.service_user_roles, ["admin", "security_admin"])) == 0
    error_message = "An integration does not need admin or security_admin; name the roles of the tables it uses."
  }
}

variable "other_roles" {
  description = "Roles that work with a table already, by table: the access rules of its columns name them too, because without that they would no longer see the columns. oauth_credential has oauth_admin unless said otherwise."
  type        = map(set(string))
  default     = {}
  nullable    = false
}

variable "manage_acls" {
  description = "Whether to make the access rules. They take elevate_roles = [\"security_admin\"] in the provider block; false where a person makes them."
  type        = bool
  default     = true
  nullable    = false
}

variable "extra_tables" {
  description = "Further tables that need access rules for the integration's role, and the operations on them: { x_acme_order = [\"read\", \"create\"] }."
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for operations in values(var.extra_tables) : length(setsubtract(operations, ["read", "write", "create", "delete"])) == 0])
    error_message = "The operations are read, write, create and delete."
  }
}

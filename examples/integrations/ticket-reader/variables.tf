variable "client_secret" {
  description = "Secret of the client: choose one and give the same to the connector. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.client_secret) >= 16
    error_message = "Choose a secret of at least 16 characters, such as the output of: openssl rand -hex 32"
  }
}

variable "client_secret_version" {
  description = "Raise this number when the secret has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "client_name" {
  description = "Name of the client in the Application Registry."
  type        = string
  default     = "Ticket reader"
  nullable    = false
}

variable "access_token_lifespan" {
  description = "How long an access token is valid, in seconds. The platform's own default; Microsoft's guide sets 43200, 12 hours."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.access_token_lifespan >= 60 && floor(var.access_token_lifespan) == var.access_token_lifespan
    error_message = "The lifespan is a whole number of seconds, at least 60."
  }
}

variable "set_client_credentials_property" {
  description = "Whether to set the property that lets clients have tokens of their own. Set it to false where somebody has set it."
  type        = bool
  default     = true
  nullable    = false
}

variable "service_user_name" {
  description = "User id of the account that the connector's tokens stand for."
  type        = string
  default     = "ticket.reader"
  nullable    = false

  validation {
    condition     = length(trimspace(var.service_user_name)) > 0 && length(var.service_user_name) <= 40
    error_message = "The user id has 1 to 40 characters."
  }
}

variable "service_user_roles" {
  description = "Further roles of the account; normally none. Whatever they let it do it may do besides reading: itil, say, writes incidents."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setintersection(var.service_user_roles, ["admin", "security_admin"])) == 0
    error_message = "A reader does not need admin or security_admin."
  }
}

variable "role_name" {
  description = "Name of the reader's own role."
  type        = string
  default     = "ticket_reader"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.]+$", var.role_name))
    error_message = "A role's name has letters, digits, dots and underscores."
  }
}

variable "tables" {
  description = "The tables whose rows the reader may read. A rule for a table holds for all that extend it and have no rules of their own: task would open every kind of work."
  type        = set(string)
  default = [
    "incident",
    "sys_user",
    "sys_user_group",
    "sys_user_grmember",
    "sys_user_has_role",
    "sys_user_role",
    "cmn_department",
    "cmn_location",
    "core_company",
  ]
  nullable = false

  validation {
    condition     = length(var.tables) > 0 && alltrue([for table in var.tables : can(regex("^[a-z0-9_]+$", table))])
    error_message = "Name at least one table, each as it is on the instance, without columns."
  }
}

variable "column_rules" {
  description = "Tables that need a rule for their columns too, because the reader sees their rows without values, and who sees those columns today: { incident = [\"itil\"] }. Whoever is left out no longer sees them."
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

variable "client_secret" {
  description = "Secret of the client: choose one and give the same to Nango. Kept in no plan and no state."
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
  default     = "Nango"
  nullable    = false
}

variable "redirect_url" {
  description = "Where Nango takes the authorization code."
  type        = string
  default     = "https://api.nango.dev/oauth/callback"
  nullable    = false

  validation {
    condition     = can(regex("^(https://|http://(localhost|127\\.0\\.0\\.1)([:/]|$))", var.redirect_url))
    error_message = "The redirect URL begins with https://, because the authorization code is sent to it."
  }
}

variable "access_token_lifespan" {
  description = "How long an access token is valid, in seconds. The guide's 30 minutes."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.access_token_lifespan >= 60 && floor(var.access_token_lifespan) == var.access_token_lifespan
    error_message = "The lifespan is a whole number of seconds, at least 60."
  }
}

variable "refresh_token_lifespan" {
  description = "How long a refresh token is valid, in seconds. The guide's 8 hours: after that a person connects again."
  type        = number
  default     = 28800
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

variable "auth_scopes" {
  description = "Auth scopes that Nango may ask for, from Zurich on; empty on older releases. useraccount is all that the user who connects may do."
  type        = set(string)
  default     = ["useraccount"]
  nullable    = false
}

variable "scope_restriction" {
  description = "Whether tokens reach every API (unrestricted) or only those of their scopes (restricted), from Zurich on; null leaves the instance's own."
  type        = string
  default     = null

  validation {
    condition     = var.scope_restriction == null || contains(["unrestricted", "restricted", "useraccount"], coalesce(var.scope_restriction, "none"))
    error_message = "Choose unrestricted, restricted or useraccount."
  }
}

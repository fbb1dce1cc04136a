variable "client_secret" {
  description = "Secret of the client: choose one and give the same to the pipeline. Kept in no plan and no state."
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
  default     = "Terraform"
  nullable    = false
}

variable "user_name" {
  description = "User id of the account that later runs act as."
  type        = string
  default     = "svc.terraform"
  nullable    = false
}

variable "roles" {
  description = "Roles of that account: those of the tables that are to be written."
  type        = set(string)
  default     = ["connection_admin", "oauth_admin"]
  nullable    = false
}

variable "auth_scope" {
  description = "The auth scope that opens the APIs to the client, from Zurich on: \"useraccount\" opens whatever its account may do. Null on older releases."
  type        = string
  default     = null
}

variable "set_client_credentials_property" {
  description = "Whether to set the property that lets clients have tokens of their own. Set it to false where somebody has set it."
  type        = bool
  default     = true
  nullable    = false
}

variable "camunda_client_id" {
  description = "Client ID of the API credential made in Camunda."
  type        = string

  validation {
    condition     = length(trimspace(var.camunda_client_id)) > 0
    error_message = "Give the Client ID that Camunda showed when the API credential was made."
  }
}

variable "camunda_client_secret" {
  description = "Client Secret of the same credential. Sent to the instance; kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.camunda_client_secret) > 0
    error_message = "Give the Client Secret that Camunda showed when the API credential was made."
  }
}

variable "camunda_client_secret_version" {
  description = "Raise this number when the secret has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.camunda_client_secret_version >= 1 && floor(var.camunda_client_secret_version) == var.camunda_client_secret_version
    error_message = "The version is a whole number from 1 upwards."
  }
}

variable "camunda_region_host" {
  description = "Host of the Camunda cluster's region, such as lhr-1.zeebe.camunda.io."
  type        = string

  validation {
    condition     = can(regex("^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}$", var.camunda_region_host))
    error_message = "Give the host alone, without https:// and without a path: for example lhr-1.zeebe.camunda.io."
  }
}

variable "camunda_cluster_id" {
  description = "Id of the Camunda cluster; it becomes the base path of the connection."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", var.camunda_cluster_id))
    error_message = "Give the Cluster ID alone, without a slash: for example 6b6b3969-a65c-4bdd-905e-c29102eebded."
  }
}

variable "camunda_token_url" {
  description = "Where the instance asks for tokens."
  type        = string
  default     = "https://login.cloud.camunda.io/oauth/token"
  nullable    = false

  validation {
    condition     = startswith(var.camunda_token_url, "https://")
    error_message = "The token URL begins with https://, because the client secret is sent to it."
  }
}

variable "install_spoke" {
  description = "Whether to install the Camunda Spoke. Set it to false where somebody else installs it."
  type        = bool
  default     = true
  nullable    = false
}

variable "spoke_version" {
  description = "Version of the spoke to install; null takes the newest one the instance is entitled to."
  type        = string
  default     = null
}

variable "oauth_registry_name" {
  description = "Name of the entry in the Application Registry."
  type        = string
  default     = "Camunda OAuth"
  nullable    = false

  validation {
    condition     = length(trimspace(var.oauth_registry_name)) > 0
    error_message = "The registry entry needs a name."
  }
}

variable "credential_name" {
  description = "Name of the OAuth 2.0 credential."
  type        = string
  default     = "Camunda Connection"
  nullable    = false

  validation {
    condition     = length(trimspace(var.credential_name)) > 0
    error_message = "The credential needs a name."
  }
}

variable "connection_name" {
  description = "Name of the HTTP connection; unique on the instance."
  type        = string
  default     = "Camunda API Connection"
  nullable    = false

  validation {
    condition     = length(trimspace(var.connection_name)) > 0
    error_message = "The connection needs a name."
  }
}

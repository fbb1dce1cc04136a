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

variable "oauth_api_script" {
  description = "Script of the spoke that asks Camunda for tokens: the name of the script include, or its sys_id, for which the account need not read script includes."
  type        = string
  default     = "OAuthCamundaUtil"
  nullable    = false
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

variable "refresh_token_lifespan" {
  description = "How long a refresh token is kept, in seconds. The guide leaves the platform's own 8,640,000 (100 days)."
  type        = number
  default     = 8640000
  nullable    = false

  validation {
    condition     = var.refresh_token_lifespan > 0 && floor(var.refresh_token_lifespan) == var.refresh_token_lifespan
    error_message = "The lifespan is a whole number of seconds, more than 0."
  }
}

variable "domain" {
  description = "Domain the connection runs in; anything but global needs the domain separation plugin."
  type        = string
  default     = "global"
  nullable    = false
}

variable "application_scope" {
  description = "Scope of the application that the new records belong to; null leaves it to the instance."
  type        = string
  default     = null
}

variable "adopt_existing" {
  description = "Whether to take over registry entry, credential and connection of these names that are there already. Destroy then gives them their old values back, secrets excepted."
  type        = bool
  default     = false
  nullable    = false
}

variable "camunda_calls_in" {
  description = "How Camunda's ServiceNow connector authenticates when it calls the instance: client_credentials, basic, or none where it does not call."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["client_credentials", "basic", "none"], var.camunda_calls_in)
    error_message = "Choose client_credentials, basic or none."
  }
}

variable "service_user_name" {
  description = "User id of the service account that Camunda acts as."
  type        = string
  default     = "camunda.integration"
  nullable    = false

  validation {
    condition     = length(trimspace(var.service_user_name)) > 0 && length(var.service_user_name) <= 40
    error_message = "The user id has 1 to 40 characters."
  }
}

variable "service_user_roles" {
  description = "Roles of the service account: those of the tables your processes use, no more. itil covers incidents."
  type        = set(string)
  default     = ["itil"]
  nullable    = false

  validation {
    condition     = length(setintersection(var.service_user_roles, ["admin", "security_admin"])) == 0
    error_message = "An integration does not need admin or security_admin; name the roles of the tables it uses."
  }
}

variable "service_user_password" {
  description = "Password of the service account, for camunda_calls_in = \"basic\". Kept in no plan and no state."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = var.camunda_calls_in != "basic" || try(length(var.service_user_password), 0) >= 12
    error_message = "With camunda_calls_in = \"basic\", give the service account a password of at least 12 characters."
  }
}

variable "service_user_password_version" {
  description = "Raise this number when the password has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "basic_auth_role" {
  description = "Role that lets the service account through where Basic authentication is restricted; null on releases that lack it."
  type        = string
  default     = "snc_basic_auth_api_access"
}

variable "inbound_client_name" {
  description = "Name of the client in the Application Registry, for camunda_calls_in = \"client_credentials\"."
  type        = string
  default     = "Camunda"
  nullable    = false

  validation {
    condition     = var.inbound_client_name != var.oauth_registry_name
    error_message = "The client that calls in needs a name of its own: oauth_registry_name is the entry that calls out."
  }
}

variable "inbound_client_secret" {
  description = "Secret of that client: choose one and give the same to Camunda. Kept in no plan and no state."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = var.camunda_calls_in != "client_credentials" || try(length(var.inbound_client_secret), 0) >= 16
    error_message = "With camunda_calls_in = \"client_credentials\", choose a secret of at least 16 characters."
  }
}

variable "inbound_client_secret_version" {
  description = "Raise this number when that secret has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "set_client_credentials_property" {
  description = "Whether to set the property that lets clients have tokens of their own, for camunda_calls_in = \"client_credentials\". Set it to false where somebody has set it: then the account needs no admin for it."
  type        = bool
  default     = true
  nullable    = false
}

variable "inbound_access_token_lifespan" {
  description = "How long a token given to Camunda is valid, in seconds."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.inbound_access_token_lifespan >= 60 && floor(var.inbound_access_token_lifespan) == var.inbound_access_token_lifespan
    error_message = "The lifespan is a whole number of seconds, at least 60."
  }
}

variable "check_flow_starter" {
  description = "Whether to look if the packs that let Camunda start flows are active. A missing one is a warning."
  type        = bool
  default     = false
  nullable    = false
}

variable "flow_starter_plugins" {
  description = "Ids of those packs, as All > System Applications shows them on your release."
  type        = set(string)
  default     = ["com.glide.hub.integrations.enterprise", "com.glide.hub.flow_trigger.rest"]
  nullable    = false
}

variable "instance_url" {
  description = "Address of the instance for the outputs, where Camunda reaches it under another one than the provider does; null takes the provider's."
  type        = string
  default     = null

  validation {
    condition     = var.instance_url == null || can(regex("^https?://[^/?#]+/?$", var.instance_url))
    error_message = "Give scheme and host alone, such as https://dev98042.service-now.com."
  }
}

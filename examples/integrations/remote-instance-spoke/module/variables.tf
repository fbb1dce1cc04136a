variable "local_instance_url" {
  description = "Address of the local instance, scheme and host alone."
  type        = string
}

variable "remote_instance_url" {
  description = "Address of the remote instance, scheme and host alone."
  type        = string
}

variable "install_spoke" {
  description = "Whether to install the spoke on both instances."
  type        = bool
  default     = true
  nullable    = false
}

variable "spoke_scope" {
  description = "Scope of the spoke, as the Application Manager shows it; needed with install_spoke."
  type        = string
  default     = null

  validation {
    condition     = !var.install_spoke || try(length(var.spoke_scope), 0) > 0
    error_message = "Give the spoke's scope, or set install_spoke = false where the spoke is there already."
  }
}

variable "spoke_version" {
  description = "Version of the spoke to install; null takes the newest one the instances are entitled to."
  type        = string
  default     = null
}

variable "client_secret" {
  description = "Secret of the OAuth client, for both instances. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "client_secret_version" {
  description = "Raise this number when the secret has changed."
  type        = number
  default     = 1
  nullable    = false
}

variable "remote_client_name" {
  description = "Name of the client in the remote Application Registry."
  type        = string
  default     = "ServiceNow Remote Instance spoke"
  nullable    = false
}

variable "registry_name" {
  description = "Name of the registry entry the spoke brings on the local instance."
  type        = string
  default     = "RemoteSpoke"
  nullable    = false
}

variable "access_token_lifespan" {
  description = "How long an access token of the remote instance is valid, in seconds."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.access_token_lifespan >= 60 && floor(var.access_token_lifespan) == var.access_token_lifespan
    error_message = "The lifespan is a whole number of seconds, at least 60."
  }
}

variable "refresh_token_lifespan" {
  description = "How long a refresh token is valid, in seconds; the same on both instances. The platform's own default, 100 days."
  type        = number
  default     = 8640000
  nullable    = false

  validation {
    condition     = var.refresh_token_lifespan >= var.access_token_lifespan && floor(var.refresh_token_lifespan) == var.refresh_token_lifespan
    error_message = "The lifespan is a whole number of seconds, no less than access_token_lifespan."
  }
}

variable "pkce_required" {
  description = "Whether the local instance uses PKCE; null leaves what the spoke brought."
  type        = bool
  default     = null
}

variable "accessible_from" {
  description = "Which application scopes may use the registry entry: public or package_private; null leaves what the spoke brought."
  type        = string
  default     = null

  validation {
    condition     = var.accessible_from == null || contains(["public", "package_private"], coalesce(var.accessible_from, "none"))
    error_message = "Choose public or package_private."
  }
}

variable "domain" {
  description = "Domain the connections run in; anything but global needs the domain separation plugin."
  type        = string
  default     = "global"
  nullable    = false
}

variable "remote_alias_name" {
  description = "Name of the alias for the remote instance."
  type        = string
  default     = "ServiceNowRemoteInstance"
  nullable    = false
}

variable "local_alias_name" {
  description = "Name of the alias for the local instance."
  type        = string
  default     = "ServiceNowRemoteInstanceLocalAlias"
  nullable    = false
}

variable "remote_credential_name" {
  description = "Name of the credential for the remote instance."
  type        = string
  default     = "Remote Credentials"
  nullable    = false
}

variable "remote_connection_name" {
  description = "Name of the connection to the remote instance; unique there."
  type        = string
  default     = "Remote Connection"
  nullable    = false
}

variable "local_credential_name" {
  description = "Name of the credential for the local instance."
  type        = string
  default     = "Local Credentials"
  nullable    = false
}

variable "local_connection_name" {
  description = "Name of the connection to the local instance; unique there."
  type        = string
  default     = "Local Connection"
  nullable    = false
}

variable "local_user_name" {
  description = "User id of the spoke's account on the local instance."
  type        = string
  default     = "remote.spoke.local"
  nullable    = false
}

variable "local_user_password" {
  description = "Its password. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "remote_user_name" {
  description = "User id of the spoke's account on the remote instance."
  type        = string
  default     = "remote.spoke"
  nullable    = false
}

variable "remote_user_password" {
  description = "Its password. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "user_password_version" {
  description = "Raise this number when one of the two passwords has changed."
  type        = number
  default     = 1
  nullable    = false
}

variable "table_roles" {
  description = "Roles of the tables that flows use through the spoke."
  type        = set(string)
  default     = ["itil"]
  nullable    = false

  validation {
    condition     = length(setintersection(var.table_roles, ["admin", "security_admin"])) == 0
    error_message = "Users of the spoke get no admin or security_admin; name the roles of the tables they use."
  }
}

variable "spoke_roles" {
  description = "Roles that every user of the spoke needs."
  type        = set(string)
  default     = ["flow_operator"]
  nullable    = false
}

variable "basic_auth_role" {
  description = "Role that lets the local account through where Basic authentication is restricted; null on releases that lack it."
  type        = string
  default     = "snc_basic_auth_api_access"
}

variable "manage_acls" {
  description = "Whether to make a role with read access to table and column names. Takes providers with elevate_roles."
  type        = bool
  default     = true
  nullable    = false
}

variable "dictionary_reader_role_name" {
  description = "Name of that role."
  type        = string
  default     = "remote_spoke_dictionary_reader"
  nullable    = false
}

variable "dictionary_role" {
  description = "Role that reads table and column names already: named in the access rules of columns, and with manage_acls = false granted instead."
  type        = string
  default     = "personalize_dictionary"
  nullable    = false
}

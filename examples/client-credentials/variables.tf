variable "name" {
  description = "What the service is called on the instance."
  type        = string
  default     = "Shipping API"
  nullable    = false
}

variable "alias_name" {
  description = "Name of the alias, which flows and scripts refer to."
  type        = string
  default     = "Shipping"
  nullable    = false
}

variable "url" {
  description = "Address of the service's API."
  type        = string
}

variable "token_url" {
  description = "Address at which the service gives out tokens."
  type        = string
}

variable "client_id" {
  description = "The client id that the service gave out."
  type        = string
}

variable "client_secret" {
  description = "The client secret that the service gave out. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "client_secret_version" {
  description = "Raise this number when the secret has changed, so that the new one is sent."
  type        = number
  default     = 1
  nullable    = false
}

variable "scopes" {
  description = "The scopes to ask for, as the service spells them; none where it wants none."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "credentials_in_header" {
  description = "Whether client id and secret travel in a header (Basic) or in the body of the token request. Many services take only one of the two."
  type        = bool
  default     = false
  nullable    = false
}

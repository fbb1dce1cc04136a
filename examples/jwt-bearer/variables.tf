variable "name" {
  description = "What the third party is called on the instance."
  type        = string
  default     = "Document archive"
}

variable "url" {
  description = "Address of the third party's API."
  type        = string
}

variable "token_url" {
  description = "Address at which the third party exchanges assertions for tokens."
  type        = string
}

variable "client_id" {
  description = "The client id that the third party gave out."
  type        = string
}

variable "audience" {
  description = "The claim `aud`: whom the assertions are for, as the third party calls itself."
  type        = string
}

variable "issuer" {
  description = "The claim `iss`: who asserts, often the client id or the address of a service account."
  type        = string
}

variable "subject" {
  description = "The claim `sub`: as whom the instance acts at the third party."
  type        = string
}

variable "key_id" {
  description = "The `kid` of assertions, where the third party knows several keys."
  type        = string
  default     = null
}

variable "key_store" {
  description = "Path of the key store, a file in the format JKS. Left out, none is uploaded."
  type        = string
  default     = null
}

variable "key_store_password" {
  description = "Password of the key store, which is also that of its key."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "secrets_version" {
  description = "Raise it to send the password again."
  type        = number
  default     = 1
}

variable "name" {
  description = "What the partner is called on the instance."
  type        = string
  default     = "Parcel partner"
  nullable    = false
}

variable "url" {
  description = "Address of the partner's API."
  type        = string
  default     = "https://api.partner.example.com"
  nullable    = false
}

variable "username" {
  description = "The account at the partner."
  type        = string
  default     = "servicenow"
  nullable    = false
}

variable "password" {
  description = "Password of that account. Kept in no plan and no state."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "password_version" {
  description = "Which version of the password this is: another number sends it again."
  type        = number
  default     = 1
  nullable    = false
}

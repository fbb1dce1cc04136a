variable "live" {
  description = "Which account calls go with: `blue` or `green`."
  type        = string
  default     = "blue"

  validation {
    condition     = contains(["blue", "green"], var.live)
    error_message = "It is blue or green."
  }
}

variable "blue_password" {
  description = "Password of the account `servicenow-blue` on the other side."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "blue_version" {
  description = "Changed whenever `blue_password` is another one."
  type        = number
  default     = 1
}

variable "green_password" {
  description = "Password of the account `servicenow-green` on the other side."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "green_version" {
  description = "Changed whenever `green_password` is another one."
  type        = number
  default     = 1
}

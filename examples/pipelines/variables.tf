variable "release" {
  description = "What is rolled out, such as the tag of the repository."
  type        = string
  default     = "2026.11"
  nullable    = false
}

variable "allowed_instances" {
  description = "The only instances that the job may work on, by name or host; null allows any."
  type        = list(string)
  default     = null
}

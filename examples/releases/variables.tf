variable "releases_with_auth_scopes" {
  description = "The releases that have auth scopes, as the property glide.buildname calls them."
  type        = set(string)
  default     = ["Zurich", "Australia"]
  nullable    = false
}

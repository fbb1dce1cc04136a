output "release" {
  description = "The release that the instance runs; unknown where its property cannot be read."
  value       = local.release
}

output "has_auth_scopes" {
  description = "Whether the client was given a scope."
  value       = local.has_auth_scopes
}

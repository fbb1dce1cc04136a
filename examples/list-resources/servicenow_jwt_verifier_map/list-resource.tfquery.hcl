# The keys that callers of one client sign with.
list "servicenow_jwt_verifier_map" "camunda" {
  provider = servicenow

  config {
    filter = { oauth_registry = "Camunda callers" }
  }
}

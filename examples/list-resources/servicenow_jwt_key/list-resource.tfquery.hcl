# The keys in use.
list "servicenow_jwt_key" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

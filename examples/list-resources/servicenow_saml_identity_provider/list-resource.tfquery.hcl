# The providers that people can sign in with.
list "servicenow_saml_identity_provider" "active" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

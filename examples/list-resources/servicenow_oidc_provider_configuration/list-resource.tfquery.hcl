# Every OpenID Connect provider.
list "servicenow_oidc_provider_configuration" "all" {
  provider = servicenow
}

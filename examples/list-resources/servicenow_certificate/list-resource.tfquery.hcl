# The certificates that the provider's user has made.
list "servicenow_certificate" "own" {
  provider = servicenow

  config {
    created_by_me = true
  }
}

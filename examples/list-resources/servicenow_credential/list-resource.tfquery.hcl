# The OAuth credentials.
list "servicenow_credential" "oauth" {
  provider = servicenow

  config {
    filter = { type = "oauth_2_0" }
  }
}

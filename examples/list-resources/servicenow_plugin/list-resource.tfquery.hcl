# The active plugins for authentication.
list "servicenow_plugin" "authentication" {
  provider = servicenow

  config {
    query = "idLIKEauth"
  }
}

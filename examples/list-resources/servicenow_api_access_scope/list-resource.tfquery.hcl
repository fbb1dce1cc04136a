# The APIs that one scope opens.
list "servicenow_api_access_scope" "camunda" {
  provider = servicenow

  config {
    filter = { auth_scope = "camunda_read" }
  }
}

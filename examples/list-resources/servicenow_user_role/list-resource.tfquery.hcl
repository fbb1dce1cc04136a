# The roles of one user that were granted directly.
list "servicenow_user_role" "integration" {
  provider = servicenow

  config {
    filter = { user = "svc.camunda" }
  }
}

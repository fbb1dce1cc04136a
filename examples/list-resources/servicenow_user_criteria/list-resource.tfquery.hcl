# The criteria that a script decides.
list "servicenow_user_criteria" "scripted" {
  provider = servicenow

  config {
    filter = { advanced = "true" }
  }
}

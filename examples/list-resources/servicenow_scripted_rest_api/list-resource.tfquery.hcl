# The APIs that answer.
list "servicenow_scripted_rest_api" "active" {
  provider = servicenow

  config {
    filter = { active = true }
  }
}

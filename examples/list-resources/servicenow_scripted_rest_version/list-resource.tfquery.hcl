# The versions that callers should leave.
list "servicenow_scripted_rest_version" "deprecated" {
  provider = servicenow

  config {
    filter = { deprecated = true }
  }
}

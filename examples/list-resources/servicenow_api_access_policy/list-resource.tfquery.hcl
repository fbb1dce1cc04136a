# The policies in force.
list "servicenow_api_access_policy" "in_force" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

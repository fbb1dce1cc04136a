# What the service catalog lists its items under.
list "servicenow_catalog_category" "shown" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

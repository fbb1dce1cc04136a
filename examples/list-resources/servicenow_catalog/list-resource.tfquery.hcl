# The catalogs that are offered.
list "servicenow_catalog" "offered" {
  provider = servicenow

  config {
    filter = { active = "true" }
  }
}

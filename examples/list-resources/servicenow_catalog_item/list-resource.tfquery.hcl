# The items that nobody is offered.
list "servicenow_catalog_item" "put_away" {
  provider = servicenow

  config {
    filter = { active = "false" }
  }
}

# The categories of incidents.
list "servicenow_choice" "categories" {
  provider = servicenow

  config {
    filter = { table = "incident", element = "category" }
  }
}

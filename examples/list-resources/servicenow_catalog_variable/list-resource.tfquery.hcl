# The questions that a record answers.
list "servicenow_catalog_variable" "references" {
  provider = servicenow

  config {
    filter = { type = "reference" }
  }
}

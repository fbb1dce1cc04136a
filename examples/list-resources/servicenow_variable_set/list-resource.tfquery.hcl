# The sets whose questions are the rows of a table.
list "servicenow_variable_set" "tables" {
  provider = servicenow

  config {
    filter = { type = "one_to_many" }
  }
}

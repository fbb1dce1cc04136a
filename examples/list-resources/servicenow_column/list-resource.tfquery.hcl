# The columns of a table, those that it inherits aside.
list "servicenow_column" "of_departments" {
  provider = servicenow

  config {
    filter = { table = "cmn_department" }
  }
}

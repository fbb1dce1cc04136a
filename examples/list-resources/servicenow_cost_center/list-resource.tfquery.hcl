# The cost centers of one group of accounts.
list "servicenow_cost_center" "logistics" {
  provider = servicenow

  config {
    query = "codeSTARTSWITH41"
  }
}

# The departments whose identifiers begin alike.
list "servicenow_department" "logistics" {
  provider = servicenow

  config {
    query = "idSTARTSWITHLOG"
  }
}

# The spokes that are installed.
list "servicenow_application" "spokes" {
  provider = servicenow

  config {
    query = "nameLIKEspoke"
  }
}

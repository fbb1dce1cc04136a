# The active connections of one partner.
list "servicenow_connection" "acme" {
  provider = servicenow

  config {
    query  = "nameSTARTSWITHacme"
    filter = { active = "true" }
  }
}

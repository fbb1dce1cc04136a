# The MID servers that one application works through.
list "servicenow_mid_server_application" "scales" {
  provider = servicenow

  config {
    filter = { application = "Truck scales" }
  }
}

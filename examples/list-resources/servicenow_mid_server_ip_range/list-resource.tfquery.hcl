# Which addresses one MID server may reach.
list "servicenow_mid_server_ip_range" "fulda" {
  provider = servicenow

  config {
    filter = { mid_server = "mid-fulda-1" }
  }
}

# What one MID server can do.
list "servicenow_mid_server_capability" "jena" {
  provider = servicenow

  config {
    filter = { mid_server = "mid-jena-1" }
  }
}

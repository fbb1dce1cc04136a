# The range that the instance comes with.
list "servicenow_mid_ip_range" "all" {
  provider = servicenow

  config {
    filter = { name = "ALL" }
  }
}

# Who we buy from.
list "servicenow_company" "vendors" {
  provider = servicenow

  config {
    filter = { vendor = true }
  }
}

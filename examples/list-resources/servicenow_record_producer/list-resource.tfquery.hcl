# What makes incidents of what people fill in.
list "servicenow_record_producer" "incidents" {
  provider = servicenow

  config {
    filter = { table = "incident" }
  }
}

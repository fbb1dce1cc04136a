# The policies that writes over REST must keep.
list "servicenow_data_policy" "for_web_services" {
  provider = servicenow

  config {
    filter = { apply_to_soap = "true", active = "true" }
  }
}

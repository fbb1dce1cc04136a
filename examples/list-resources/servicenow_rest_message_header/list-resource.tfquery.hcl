# The headers of one message.
list "servicenow_rest_message_header" "carrier" {
  provider = servicenow

  config {
    filter = { rest_message = "Carrier tracking" }
  }
}

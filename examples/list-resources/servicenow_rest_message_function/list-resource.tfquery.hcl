# The calls of one message.
list "servicenow_rest_message_function" "carrier" {
  provider = servicenow

  config {
    filter = { rest_message = "Carrier tracking" }
  }
}

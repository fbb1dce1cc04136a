# Every header that says what a call takes.
list "servicenow_rest_message_function_header" "accept" {
  provider = servicenow

  config {
    filter = { name = "Accept" }
  }
}

# What one call adds to its address.
list "servicenow_rest_message_function_parameter" "find" {
  provider = servicenow

  config {
    filter = { rest_message_function = "find parcel" }
  }
}

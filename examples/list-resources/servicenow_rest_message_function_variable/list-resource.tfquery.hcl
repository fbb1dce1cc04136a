# What tests of one call put in.
list "servicenow_rest_message_function_variable" "find" {
  provider = servicenow

  config {
    filter = { rest_message_function = "find parcel" }
  }
}

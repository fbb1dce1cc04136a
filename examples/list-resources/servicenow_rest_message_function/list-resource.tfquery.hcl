# What changes something on the other side.
list "servicenow_rest_message_function" "posts" {
  provider = servicenow

  config {
    filter = { http_method = "post" }
  }
}

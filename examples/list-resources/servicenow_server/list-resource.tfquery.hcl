# The servers that run on others.
list "servicenow_server" "virtual" {
  provider = servicenow

  config {
    filter = { virtual = "true" }
  }
}

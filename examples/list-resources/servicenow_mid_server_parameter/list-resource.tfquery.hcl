# What every MID server says of its threads.
list "servicenow_mid_server_parameter" "threads" {
  provider = servicenow

  config {
    filter = { parameter_name = "threads.max" }
  }
}

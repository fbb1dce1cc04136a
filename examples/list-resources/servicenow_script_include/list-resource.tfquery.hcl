# The script includes that browsers may call.
list "servicenow_script_include" "for_browsers" {
  provider = servicenow

  config {
    filter = { client_callable = "true", active = "true" }
  }
}

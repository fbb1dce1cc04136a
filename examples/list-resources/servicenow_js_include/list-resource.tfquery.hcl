# The scripts that come from elsewhere.
list "servicenow_js_include" "foreign" {
  provider = servicenow

  config {
    filter = { source = "url" }
  }
}

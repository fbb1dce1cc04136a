# The style sheets that come from elsewhere.
list "servicenow_css_include" "foreign" {
  provider = servicenow

  config {
    filter = { source = "url" }
  }
}

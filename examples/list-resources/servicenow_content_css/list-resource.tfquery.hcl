# The style sheets that come from elsewhere.
list "servicenow_content_css" "links" {
  provider = servicenow

  config {
    filter = { type = "link" }
  }
}

# The pages that are sent without what other pages load.
list "servicenow_ui_page" "direct" {
  provider = servicenow

  config {
    filter = { direct = "true" }
  }
}

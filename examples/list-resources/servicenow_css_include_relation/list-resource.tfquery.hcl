# The style sheets of one dependency.
list "servicenow_css_include_relation" "layout" {
  provider = servicenow

  config {
    filter = { dependency = "Acme layout" }
  }
}

# The scripts of one dependency.
list "servicenow_js_include_relation" "drawing" {
  provider = servicenow

  config {
    filter = { dependency = "Acme drawing" }
  }
}

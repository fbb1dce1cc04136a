# The extension points that any application may add to.
list "servicenow_extension_point" "open" {
  provider = servicenow

  config {
    filter = { restrict_scope = "false" }
  }
}

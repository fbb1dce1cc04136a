# The widgets that visitors see without signing in.
list "servicenow_widget" "public" {
  provider = servicenow

  config {
    filter = { public = "true" }
  }
}

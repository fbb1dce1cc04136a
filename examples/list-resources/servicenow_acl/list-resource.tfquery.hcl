# The rules of one table.
list "servicenow_acl" "incident" {
  provider = servicenow

  config {
    filter = { name = "incident", operation = "read" }
  }
}

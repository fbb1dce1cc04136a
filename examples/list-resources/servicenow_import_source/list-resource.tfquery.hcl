# What is read from databases.
list "servicenow_import_source" "databases" {
  provider = servicenow

  config {
    filter = { type = "JDBC" }
  }
}

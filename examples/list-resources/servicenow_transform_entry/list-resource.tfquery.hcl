# What records are matched by.
list "servicenow_transform_entry" "keys" {
  provider = servicenow

  config {
    filter = { coalesce = true }
  }
}

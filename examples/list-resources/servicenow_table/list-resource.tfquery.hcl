# The tables that applications share.
list "servicenow_table" "public" {
  provider = servicenow

  config {
    filter = { access = "public", extendable = true }
  }
}

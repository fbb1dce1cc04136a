# The files on items of the catalog.
list "servicenow_attachment" "of_items" {
  provider = servicenow

  config {
    filter = { table = "sc_cat_item" }
  }
}

# Where things are stored.
list "servicenow_location" "stock_rooms" {
  provider = servicenow

  config {
    filter = { stock_room = true }
  }
}

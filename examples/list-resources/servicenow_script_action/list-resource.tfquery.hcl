# What runs when a parcel is late.
list "servicenow_script_action" "on_late_parcels" {
  provider = servicenow

  config {
    filter = { event_name = "acme.parcel.late" }
  }
}

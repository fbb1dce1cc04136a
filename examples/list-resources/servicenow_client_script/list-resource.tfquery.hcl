# What runs when a field changes on the form of an incident.
list "servicenow_client_script" "on_changes" {
  provider = servicenow

  config {
    filter = { table = "incident", type = "onChange" }
  }
}

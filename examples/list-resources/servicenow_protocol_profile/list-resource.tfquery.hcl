# The profiles for the usual port.
list "servicenow_protocol_profile" "usual_port" {
  provider = servicenow

  config {
    filter = { default_port = 443 }
  }
}

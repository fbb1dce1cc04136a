# The templates of mails about incidents.
list "servicenow_email_template" "incidents" {
  provider = servicenow

  config {
    filter = { table = "incident" }
  }
}

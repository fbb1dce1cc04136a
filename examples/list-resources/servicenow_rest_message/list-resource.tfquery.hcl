# REST messages that were made in the global application.
list "servicenow_rest_message" "global" {
  provider = servicenow

  config {
    application_scope = "global"
  }
}

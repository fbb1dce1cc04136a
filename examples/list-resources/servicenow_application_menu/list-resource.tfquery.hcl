# The menus that nobody sees.
list "servicenow_application_menu" "switched_off" {
  provider = servicenow

  config {
    filter = { active = "false" }
  }
}

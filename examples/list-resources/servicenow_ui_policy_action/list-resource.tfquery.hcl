# The fields of incidents that a policy hides.
list "servicenow_ui_policy_action" "hiding" {
  provider = servicenow

  config {
    filter = { table = "incident", visible = "false" }
  }
}

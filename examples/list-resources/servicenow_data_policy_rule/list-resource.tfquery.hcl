# The fields of incidents that a policy makes mandatory.
list "servicenow_data_policy_rule" "mandatory" {
  provider = servicenow

  config {
    filter = { table = "incident", mandatory = "true" }
  }
}

# The roles of one group.
list "servicenow_group_role" "operators" {
  provider = servicenow

  config {
    filter = { group = "Operators" }
  }
}

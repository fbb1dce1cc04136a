# Who is in one group.
list "servicenow_group_member" "operators" {
  provider = servicenow

  config {
    filter = { group = "Operators" }
  }
}

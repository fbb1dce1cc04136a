# The tables that clones leave out.
list "servicenow_clone_exclusion" "all" {
  provider = servicenow
}

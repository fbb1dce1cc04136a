# What clones leave alone in the table of properties.
list "servicenow_clone_preserver" "properties" {
  provider = servicenow

  config {
    filter = { table = "sys_properties" }
  }
}

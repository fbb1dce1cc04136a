# What imports write to users.
list "servicenow_transform_map" "users" {
  provider = servicenow

  config {
    filter = { target_table = "sys_user" }
  }
}

# The choices of one column, which have no type of their own.
list "servicenow_record" "states" {
  provider = servicenow

  config {
    table  = "sys_choice"
    filter = { name = "incident", element = "state" }
  }
}

# Scripts that see each row before it is written.
list "servicenow_transform_script" "before" {
  provider = servicenow

  config {
    filter = { when = "onBefore" }
  }
}

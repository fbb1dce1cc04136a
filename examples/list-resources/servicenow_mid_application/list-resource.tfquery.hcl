# What works through MID servers.
list "servicenow_mid_application" "all" {
  provider = servicenow
}

# Every page of properties.
list "servicenow_system_property_category" "all" {
  provider = servicenow
}

# Which items ask for which sets.
list "servicenow_catalog_item_variable_set" "all" {
  provider = servicenow
}

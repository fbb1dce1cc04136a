# The filter options that can narrow references, which have no type of their own.
list "servicenow_record" "filter_options" {
  provider = servicenow

  config {
    table  = "sys_filter_option_dynamic"
    filter = { available_for_ref_qual = "true" }
  }
}

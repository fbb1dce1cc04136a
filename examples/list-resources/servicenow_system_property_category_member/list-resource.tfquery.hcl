# The properties on one page.
list "servicenow_system_property_category_member" "warehouse" {
  provider = servicenow

  config {
    query = "category.name=Warehouse"
  }
}

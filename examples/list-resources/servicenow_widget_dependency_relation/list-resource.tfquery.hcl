# What one widget loads.
list "servicenow_widget_dependency_relation" "orders" {
  provider = servicenow

  config {
    filter = { widget = "acme-orders" }
  }
}

# What runs on desktops alone.
list "servicenow_catalog_client_script" "desktop" {
  provider = servicenow

  config {
    filter = { ui_type = "desktop" }
  }
}

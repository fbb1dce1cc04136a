# The sites that are told apart.
list "servicenow_mid_capability" "sites" {
  provider = servicenow

  config {
    filter = { capability = "SITE" }
  }
}

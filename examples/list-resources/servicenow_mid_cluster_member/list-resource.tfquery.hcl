# The members of one cluster.
list "servicenow_mid_cluster_member" "north" {
  provider = servicenow

  config {
    filter = { cluster = "north" }
  }
}

# The clusters that take over when a MID server is down.
list "servicenow_mid_cluster" "failover" {
  provider = servicenow

  config {
    filter = { type = "Failover" }
  }
}

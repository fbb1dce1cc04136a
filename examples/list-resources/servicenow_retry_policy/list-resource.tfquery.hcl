# The policies that wait longer each time.
list "servicenow_retry_policy" "backing_off" {
  provider = servicenow

  config {
    filter = { retry_strategy = "exponential_backoff" }
  }
}

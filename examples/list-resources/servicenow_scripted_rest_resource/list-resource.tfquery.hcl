# What anybody may call without signing in.
list "servicenow_scripted_rest_resource" "open" {
  provider = servicenow

  config {
    filter = { requires_authentication = false }
  }
}

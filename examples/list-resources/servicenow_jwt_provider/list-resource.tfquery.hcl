# The providers of one integration.
list "servicenow_jwt_provider" "camunda" {
  provider = servicenow

  config {
    query = "nameSTARTSWITHCamunda"
  }
}

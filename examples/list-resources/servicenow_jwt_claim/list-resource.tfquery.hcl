# The claims that one provider adds.
list "servicenow_jwt_claim" "camunda" {
  provider = servicenow

  config {
    filter = { jwt_provider = "Camunda" }
  }
}

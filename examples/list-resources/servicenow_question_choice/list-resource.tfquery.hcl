# The answers that are offered no longer.
list "servicenow_question_choice" "retired" {
  provider = servicenow

  config {
    filter = { inactive = "true" }
  }
}

# Runs against whatever instance SERVICENOW_INSTANCE_URL names; run.sh makes that a simulated one.

variables {
  password = "only-for-the-test"
}

run "a_partner_gets_an_alias_and_a_built_url" {
  assert {
    condition     = output.alias_id == "Parcel_carrier"
    error_message = "The alias is called ${output.alias_id}."
  }

  assert {
    condition     = output.url == "https://api.carrier.example/v1"
    error_message = "The URL is ${output.url}."
  }
}

run "another_host_changes_the_url_and_nothing_else" {
  variables {
    host = "api.other.example"
  }

  assert {
    condition     = output.url == "https://api.other.example/v1"
    error_message = "The URL is ${output.url}."
  }

  assert {
    condition     = output.alias_id == run.a_partner_gets_an_alias_and_a_built_url.alias_id
    error_message = "The alias was renamed."
  }
}

run "a_name_that_scripts_cannot_use_is_refused" {
  command = plan

  variables {
    name = "2 fast!"
  }

  expect_failures = [var.name]
}

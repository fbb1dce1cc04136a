# Whether a person has got the first token. Until then this warns with every plan, and nothing fails.
data "servicenow_oauth_token_status" "remote" {
  provider = servicenow.local

  credential = servicenow_credential.remote.id
}

check "consent" {
  assert {
    condition     = data.servicenow_oauth_token_status.remote.access_token_available || data.servicenow_oauth_token_status.remote.refresh_token_available
    error_message = "Consent is pending: the local instance has no token of the remote one. Open the output get_oauth_token_url, signed in to the local instance."
  }
}

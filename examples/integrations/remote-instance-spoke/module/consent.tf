# Whether a person has got the first token. Until then this warns with every plan, and nothing fails.
data "servicenow_records" "tokens" {
  provider = servicenow.local

  table  = "oauth_credential"
  query  = "peer=${servicenow_oauth_registry.remote_spoke.id}^type=access_token^ORtype=refresh_token"
  fields = ["type", "expires"]
  limit  = 2
}

check "consent" {
  assert {
    condition     = length(data.servicenow_records.tokens.records) > 0
    error_message = "Consent is pending: the local instance has no token of the remote one. Open the output get_oauth_token_url, signed in to the local instance."
  }
}

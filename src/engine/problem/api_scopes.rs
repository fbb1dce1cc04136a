//! APIs that the scopes of the provider's OAuth client do not open (docs/facts.md#unscoped-api).

/// No auth scope opens the API, and the client is restricted to those that one opens.
pub(super) fn unscoped(host: &str, words: &str) -> String {
    format!(
        "{host} refused it: {words}. The OAuth client that the provider signs in with is restricted to APIs that an auth \
         scope opens (scope_restriction of servicenow_oauth_registry), and no auth scope opens this one. Somebody who may do so \
         links the client with the auth scope \"useraccount\", which opens whatever its user may do, by \
         servicenow_oauth_registry_auth_scope; or opens this very API (now/table for records, sn_cicd for software) with \
         servicenow_api_access_scope and links the client with the scope that it names (servicenow_auth_scope). The property \
         glide.security.oauth_allow_unscoped_clients opens such APIs to every client where it is true."
    )
}

/// The API is opened by a scope that the token does not have.
pub(super) fn missing(host: &str, words: &str, scope: &str) -> String {
    format!(
        "{host} refused it: {words}. This API is opened by an auth scope, and the provider's token lacks it. Link the OAuth \
         client with the auth scope \"{scope}\" (servicenow_oauth_registry_auth_scope), and where oauth.scope names the scopes \
         to ask for, name it there too. The auth scope \"useraccount\" opens whatever the client's user may do."
    )
}

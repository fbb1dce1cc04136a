//! Sentences about credentials that the instance does not accept, for each way to authenticate.

use servicenow::{Credentials, Grant, OAuthClient};

/// What to check when nobody is let in.
pub(super) fn not_let_in(credentials: &Credentials) -> &'static str {
    match credentials {
        Credentials::Basic { .. } => {
            "Check user name and password, and that the user is active and not locked out. From the Zurich release on, Basic \
             authentication may be closed to people's accounts: then give the user the role snc_basic_auth_api_access, or use \
             OAuth."
        }
        Credentials::Bearer(_) => {
            "Check access_token: it may have ended, or be one of another instance. The provider cannot renew a token that it \
             was given; with oauth it asks for its own."
        }
        Credentials::ApiKey(_) => {
            "Check api_key, and that its user is active. An instance gives the same answer to a right key where no API access \
             policy lets keys in: there must be one for this very API (such as the REST Table API) that is not global and \
             lists an inbound authentication profile for API keys."
        }
        Credentials::OAuth(_) => {
            "The instance gave the token itself, and refused it when it was new. Check that the user it stands for is active \
             and not locked out, and that the entry's auth scopes cover this API."
        }
        Credentials::Certificate => {
            "Nothing but client_certificate says who is calling. Check that the instance knows its authority and maps the \
             certificate to an active user, or set another way to authenticate beside it."
        }
    }
}

/// What to check when there is no token.
pub(super) fn no_token(credentials: &Credentials) -> &'static str {
    let Credentials::OAuth(OAuthClient { grant, .. }) = credentials else { return "" };
    match grant {
        Grant::ClientCredentials => {
            "For the client credentials grant, the property glide.oauth.inbound.client.credential.grant_type.enabled must be \
             true and the client must have an OAuth Application User."
        }
        Grant::Password { .. } => {
            "For the password grant, check user name and password too; the user must be active and must not need a password \
             reset."
        }
        Grant::RefreshToken(_) => {
            "The refresh token may have ended (after 100 days, unless the entry says otherwise), have been revoked, or belong \
             to another client: ask for a new one, or use a grant that needs none."
        }
        Grant::JwtBearer(_) => {
            "For the JWT bearer grant, issuer and audience must be what the entry expects (normally the client id), subject \
             the value of the entry's user field for an active user, and key_id one of the entry's JWT verifier maps, whose \
             certificate belongs to private_key. Some releases give no such token for administrators."
        }
    }
}

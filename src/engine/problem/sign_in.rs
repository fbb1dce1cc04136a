//! How the provider signs in, and what to check where that is not accepted.

use servicenow::{Credentials, Grant, OAuthClient};

/// A way to sign in. Never what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignIn {
    /// User name and password with each request.
    Basic,
    /// A token that the provider was given.
    Token,
    /// A key of the API.
    ApiKey,
    /// A token by the client credentials grant.
    ClientCredentials,
    /// A token by the password grant.
    Password,
    /// A token by a refresh token.
    RefreshToken,
    /// A token by a signed assertion.
    JwtBearer,
    /// A client certificate alone.
    Certificate,
}

impl SignIn {
    /// The way these credentials go.
    pub(crate) fn of(credentials: &Credentials) -> Self {
        match credentials {
            Credentials::Basic { .. } => Self::Basic,
            Credentials::Bearer(_) => Self::Token,
            Credentials::ApiKey(_) => Self::ApiKey,
            Credentials::Certificate => Self::Certificate,
            Credentials::OAuth(OAuthClient { grant, .. }) => match grant {
                Grant::ClientCredentials => Self::ClientCredentials,
                Grant::Password { .. } => Self::Password,
                Grant::RefreshToken(_) => Self::RefreshToken,
                Grant::JwtBearer(_) => Self::JwtBearer,
            },
        }
    }
}

/// What to check when nobody is let in.
pub(super) fn not_let_in(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::Basic => {
            "Check user name and password, and that the user is active and not locked out. From the Zurich release on, \
             Basic authentication may be closed to people's accounts: then give the user the role \
             snc_basic_auth_api_access, or use OAuth."
        }
        SignIn::Token => {
            "Check access_token: it may have ended, or be one of another instance. The provider cannot renew a token that \
             it was given; with oauth it asks for its own."
        }
        SignIn::ApiKey => {
            "Check api_key, and that its user is active. An instance gives the same answer to a right key where no API \
             access policy lets keys in: there must be one for this very API (such as the REST Table API) that is not \
             global and lists an inbound authentication profile for API keys."
        }
        SignIn::Certificate => {
            "Nothing but client_certificate says who is calling. Check that the instance knows its authority and maps the \
             certificate to an active user, or set another way to authenticate beside it."
        }
        SignIn::ClientCredentials | SignIn::Password | SignIn::RefreshToken | SignIn::JwtBearer => {
            "The instance gave the token itself, and refused it when it was new. Check that the user it stands for is \
             active and not locked out, and that the entry's auth scopes cover this API."
        }
    }
}

/// What to check when there is no token.
pub(super) fn no_token(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::ClientCredentials => {
            "For the client credentials grant, the property glide.oauth.inbound.client.credential.grant_type.enabled must \
             be true and the client must have an OAuth Application User."
        }
        SignIn::Password => {
            "For the password grant, check user name and password too; the user must be active and must not need a password \
             reset."
        }
        SignIn::RefreshToken => {
            "The refresh token may have ended (after 100 days, unless the entry says otherwise), have been revoked, or \
             belong to another client: ask for a new one, or use a grant that needs none."
        }
        SignIn::JwtBearer => {
            "For the JWT bearer grant, issuer and audience must be what the entry expects (normally the client id), subject \
             the value of the entry's user field for an active user, and key_id one of the entry's JWT verifier maps, whose \
             certificate belongs to private_key. Some releases give no such token for administrators."
        }
        SignIn::Basic | SignIn::Token | SignIn::ApiKey | SignIn::Certificate => "",
    }
}

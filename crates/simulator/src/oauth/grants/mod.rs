//! The five grants of the token endpoint, one file each (docs/facts.md#grants).

mod authorization_code;
mod client_credentials;
mod jwt_bearer;
mod password;
mod refresh_token;

pub(crate) use jwt_bearer::GRANT_TYPE as JWT_BEARER;

use super::{Client, Denial, Failure, Granted, Memory};
use crate::world::Work;
use jsonwebtoken::jwk::JwkSet;

/// What a client sends with any grant; empty where it sent nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    pub(crate) grant_type: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) scope: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) refresh_token: String,
    pub(crate) code: String,
    pub(crate) redirect_uri: String,
    pub(crate) code_verifier: String,
    pub(crate) assertion: String,
    /// The keys found at the registry's JWKS URL, where it has one.
    pub(crate) keys: Option<JwkSet>,
}

type Grant = fn(&Work<'_>, &Memory, &Client, &Ask) -> Result<Granted, Failure>;

const GRANTS: &[(&str, Grant)] = &[
    ("authorization_code", authorization_code::grant),
    ("password", password::grant),
    ("refresh_token", refresh_token::grant),
    ("client_credentials", client_credentials::grant),
    (JWT_BEARER, jwt_bearer::grant),
];

/// Authenticates the client and gives it what the grant gives.
pub(crate) fn grant(work: &Work<'_>, memory: &Memory, ask: &Ask) -> Result<Granted, Failure> {
    let client = Client::authenticate(work, &ask.client_id, &ask.client_secret)?;
    let known = GRANTS.iter().find(|(name, _)| *name == ask.grant_type);
    let (_, grant) = known.ok_or(Failure::Denied(Denial::UnsupportedGrant))?;
    grant(work, memory, &client, ask)
}

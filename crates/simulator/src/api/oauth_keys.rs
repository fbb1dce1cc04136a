//! `GET /api/now/oauth/jwks`: the keys that verify the instance's own tokens; and the keys of others
//! that verify their assertions.

use super::{Answer, Call};
use crate::{
    oauth::{
        grants::{Ask, JWT_BEARER},
        signing,
    },
    records::Refusal,
};
use jsonwebtoken::jwk::JwkSet;

/// The instance's public keys, for anybody.
pub(super) fn own(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, call.work(signing::published)?))
}

/// The keys at the JWKS URL of the client that sends an assertion.
pub(super) fn published(_call: &Call<'_>, ask: &Ask) -> Result<Option<JwkSet>, Refusal> {
    if ask.grant_type != JWT_BEARER {
        return Ok(None);
    }
    Ok(None)
}

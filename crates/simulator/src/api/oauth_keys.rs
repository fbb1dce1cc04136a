//! `GET /api/now/oauth/jwks`: the keys that verify the instance's own tokens; and the keys of others
//! that verify their assertions.

use super::Call;
use crate::{
    http::Answer,
    oauth::{
        grants::{Ask, JWT_BEARER},
        signing,
    },
    outbound,
    refusal::Refusal,
};
use jsonwebtoken::jwk::JwkSet;

/// How long keys of others are kept where the registry does not say, in minutes \[D\].
const DEFAULT_CACHE: i64 = 720;

/// The instance's public keys, for anybody.
pub(super) fn own(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, call.work(signing::published)?))
}

/// The keys at the JWKS URL of the client that sends an assertion. A URL that gives none is as good
/// as no URL: the assertion is then refused.
pub(super) fn published(call: &Call<'_>, ask: &Ask) -> Result<Option<JwkSet>, Refusal> {
    if ask.grant_type != JWT_BEARER {
        return Ok(None);
    }
    let settings = call.work(|work| {
        let client = [("client_id", ask.client_id.as_str()), ("active", "true")];
        Ok(work.find("oauth_jwt", &client)?.into_iter().next())
    })?;
    let Some(settings) = settings.filter(|row| !row.value("jwks_url").is_empty()) else {
        return Ok(None);
    };
    let minutes = settings.value("jwks_cache_lifespan").parse().unwrap_or(DEFAULT_CACHE);
    let (url, instance) = (settings.value("jwks_url"), call.instance);
    Ok(outbound::published(&instance.world, &instance.outbound, url, minutes).ok())
}

//! `/simulator/clock`: the instance's time, and moving it.

use super::body;
use crate::{api::Call, clock::stored, http::Answer, refusal::Refusal};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: i64,
}

/// The time on the instance, in UTC.
pub(in crate::api) fn now(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!({ "now": stored(call.instance.world.clock.now()) })))
}

/// Puts the clock forward, or back.
pub(in crate::api) fn advance(call: &Call<'_>) -> Result<Answer, Refusal> {
    let wanted: Advance = body(&call.request.body)?;
    if !call.instance.world.clock.advance(wanted.advance_seconds) {
        let detail = "advance_seconds leads more than a thousand years from now".to_owned();
        return Err(Refusal::Malformed(detail));
    }
    now(call)
}

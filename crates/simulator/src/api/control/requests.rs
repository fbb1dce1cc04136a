//! `/simulator/requests` and `/simulator/stats`: what was received.

use crate::{api::Call, http::Answer, refusal::Refusal};
use serde_json::json;

/// All requests kept, oldest first.
pub(in crate::api) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!(call.instance.journal.entries())))
}

/// Forgets requests and counts.
pub(in crate::api) fn clear(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.instance.journal.clear();
    Ok(Answer::nothing())
}

/// Counts by table and method.
pub(in crate::api) fn stats(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!(call.instance.journal.counts())))
}

//! `GET /simulator/unknowns`: how the points nobody has established are played.

use crate::{api::Call, http::Answer, refusal::Refusal};
use serde_json::json;

/// Every switch by name.
pub(in crate::api) fn unknowns(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!(call.instance.world.unknowns)))
}

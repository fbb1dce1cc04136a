//! `/simulator/faults`: trouble on demand.

use super::body;
use crate::{api::Call, faults::FaultRule, http::Answer, refusal::Refusal};
use serde_json::json;

/// The rules in force.
pub(in crate::api) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!(call.instance.faults.list())))
}

/// Adds rules: a JSON array of them. The parameter `seed` throws the dice anew, from that number on.
pub(in crate::api) fn add(call: &Call<'_>) -> Result<Answer, Refusal> {
    let rules: Vec<FaultRule> = body(&call.request.body)?;
    if let Some(seed) = call.request.query_value("seed") {
        let seed = seed.parse().map_err(|_| Refusal::Malformed("seed is no number".to_owned()))?;
        call.instance.faults.seed(seed);
    }
    call.instance.faults.add(rules);
    list(call)
}

/// Removes all rules.
pub(in crate::api) fn clear(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.instance.faults.clear();
    Ok(Answer::nothing())
}

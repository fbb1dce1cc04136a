//! `POST /simulator/reset`: the instance as it was when it started for the first time.

use crate::{api::Call, http::Answer, refusal::Refusal, seeds};

/// Fills the instance with its seed again, sets its clock, and forgets faults, requests, sessions
/// and whatever was under way.
pub(in crate::api) fn reset(call: &Call<'_>) -> Result<Answer, Refusal> {
    let instance = call.instance;
    instance.faults.clear();
    instance.journal.clear();
    instance.world.clock.reset();
    instance.world.schedule.clear();
    instance.progress.clear();
    instance.sessions.clear();
    seeds::refill(&instance.world, &instance.rights, &instance.seed, &instance.more_rows)
        .map_err(|error| Refusal::Malformed(error.to_string()))?;
    Ok(Answer::nothing())
}

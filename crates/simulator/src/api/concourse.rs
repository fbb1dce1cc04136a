//! `PUT /api/now/ui/concoursepicker/…`: a user chooses the application and the update set to work
//! in. An interface of the platform's own pages, documented nowhere
//! (docs/facts.md#current-application).

use super::Call;
use crate::{current, http::Answer, refusal::Refusal};
use serde_json::{Value, json};

/// `{"sysId": …}`: the update set, which must be in progress.
pub(super) fn update_set(call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = chosen(call, "sysId")?;
    call.work(|work| {
        let set = work.fetch("sys_update_set", &id)?.ok_or(Refusal::NotFound)?;
        if set.value("state") != "build" {
            return Err(Refusal::Malformed("the update set is not in progress".to_owned()));
        }
        current::prefer(work, current::UPDATE_SET, &id)
    })?;
    Ok(Answer::result(200, &json!({ "sysId": id })))
}

/// `{"app_id": …}`: the application. Its own update set is chosen with it, so the choice of another
/// one is forgotten \[I\].
pub(super) fn application(call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = chosen(call, "app_id")?;
    call.work(|work| {
        work.fetch("sys_scope", &id)?.ok_or(Refusal::NotFound)?;
        current::prefer(work, current::APPLICATION, &id)?;
        let set = current::update_set(work, &id)?;
        current::prefer(work, current::UPDATE_SET, &set)
    })?;
    Ok(Answer::result(200, &json!({ "app_id": id })))
}

fn chosen(call: &Call<'_>, key: &str) -> Result<String, Refusal> {
    match call.request.json()?.get(key) {
        Some(Value::String(id)) if !id.is_empty() => Ok(id.clone()),
        _ => Err(Refusal::Malformed(format!("{key} is missing"))),
    }
}

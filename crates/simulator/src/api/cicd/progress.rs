//! `GET /api/sn_cicd/progress/{id}`, and the form in which every operation is shown.

use super::admit;
use crate::{
    api::Call,
    http::Answer,
    progress::{Outcome, Progress},
    refusal::Refusal,
};
use serde_json::{Value, json};

/// How far an operation is.
pub(in crate::api) fn progress(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let progress = call.instance.progress.get(id).ok_or(Refusal::NotFound)?;
    Ok(Answer::result(200, &shown(call, id, &progress)))
}

/// The first answer about an operation that has just been started.
pub(super) fn started(call: &Call<'_>, (id, progress): &(String, Progress)) -> Answer {
    Answer::result(200, &shown(call, id, progress))
}

/// The answer about what was over before it began: there is nothing to follow, and nothing was
/// locked.
pub(super) fn over(message: &str, error: &str) -> Answer {
    let (status, label) = if error.is_empty() { ("2", "Successful") } else { ("3", "Failed") };
    let result = json!({
        "links": {},
        "status": status,
        "status_label": label,
        "status_message": message,
        "status_detail": "",
        "error": error,
        "percent_complete": 100,
    });
    Answer::result(200, &result)
}

/// The answer about what the instance does not know.
pub(super) fn unknown(error: &str) -> Answer {
    let result = json!({
        "status": "3",
        "status_label": "Failed",
        "status_message": "",
        "status_detail": "",
        "error": error,
    });
    Answer::result(404, &result)
}

/// An operation as it is now.
pub(super) fn shown(call: &Call<'_>, id: &str, progress: &Progress) -> Value {
    let state = progress.state(call.instance.world.clock.now());
    let mut result = json!({
        "links": { "progress": link(call, "progress", id) },
        "status": state.code,
        "status_label": state.label,
        "status_message": state.message,
        "status_detail": "",
        "error": state.error,
        "percent_complete": state.percent,
    });
    if let Some(results) = progress.results.as_ref().filter(|_| state.percent == 100) {
        result["links"]["results"] = link(call, results.path, &results.id);
    }
    if let Outcome::Successful { rollback_version } = &progress.outcome {
        result["rollback_version"] = json!(rollback_version);
    }
    result
}

/// Where something of this API is.
pub(super) fn link(call: &Call<'_>, path: &str, id: &str) -> Value {
    json!({ "id": id, "url": format!("{}/api/sn_cicd/{path}/{id}", call.instance.world.url) })
}

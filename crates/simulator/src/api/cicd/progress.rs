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
    if let Outcome::Successful { rollback_version } = &progress.outcome {
        result["rollback_version"] = json!(rollback_version);
    }
    result
}

/// Where something of this API is.
pub(super) fn link(call: &Call<'_>, path: &str, id: &str) -> Value {
    json!({ "id": id, "url": format!("{}/api/sn_cicd/{path}/{id}", call.instance.world.url) })
}

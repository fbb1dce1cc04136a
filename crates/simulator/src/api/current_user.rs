//! `GET /api/now/ui/user/current_user`: who the caller is.

use super::Call;
use crate::{http::Answer, refusal::Refusal};
use serde_json::json;

/// The caller's identifier and names.
pub(super) fn current_user(call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = call.work(|work| {
        let user = work.fetch("sys_user", &work.caller.user_id)?;
        user.ok_or(Refusal::Unauthenticated)
    })?;
    Ok(Answer::result(
        200,
        &json!({
            "user_sys_id": user.value("sys_id"),
            "user_name": user.value("user_name"),
            "user_display_name": user.value("name"),
            "user_initials": "",
            "user_avatar": "",
        }),
    ))
}

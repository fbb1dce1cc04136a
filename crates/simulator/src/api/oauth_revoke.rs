//! `/oauth_revoke_token.do` and `/oauth_revoke.do`: the two spellings of revocation
//! (docs/facts.md#revocation).
//!
//! Whoever has a token may end it: no authentication is asked for \[D\].

use super::{Call, form::Form};
use crate::{http::Answer, oauth::token, refusal::Refusal};
use serde_json::json;

/// Ends the token in the parameter `token`. A token nobody issued is as good as revoked.
pub(super) fn revoke(call: &Call<'_>) -> Result<Answer, Refusal> {
    let form = Form::of(call.request);
    let Some(text) = form.filled("token") else {
        let words = json!({ "error_description": "token is missing", "error": "invalid_request" });
        return Ok(Answer::json(400, words));
    };
    call.work(|work| token::revoke(work, text))?;
    Ok(Answer { status: 200, ..Answer::nothing() })
}

//! `GET /favicon.ico`: what browsers ask every site for, whatever its pages say.

use crate::{api::Call, http::Answer, refusal::Refusal};

/// Nothing: the pages bring their own icon.
#[expect(clippy::unnecessary_wraps, reason = "every endpoint has the same signature")]
pub(in crate::api) fn icon(_: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::nothing())
}

//! `GET /favicon.ico`: what browsers ask every site for whose page brings no icon of its own.

use crate::{
    api::Call,
    http::{Answer, Content},
    refusal::Refusal,
};

/// The mark of the pages' header.
const ICON: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>\
    <rect width='24' height='24' rx='6' fill='#1c6546'/>\
    <path d='M16 8.5c-1-1.3-2.4-2-4-2-2.3 0-4 1.1-4 2.8 0 4 8 1.7 8 5.4 0 1.7-1.8 2.8-4 2.8-1.7 \
    0-3.2-.7-4.2-2' fill='none' stroke='#fff' stroke-width='2' stroke-linecap='round'/></svg>";

/// The icon.
#[expect(clippy::unnecessary_wraps, reason = "every endpoint has the same signature")]
pub(in crate::api) fn icon(_: &Call<'_>) -> Result<Answer, Refusal> {
    let (bytes, kind) = (ICON.as_bytes().to_vec(), "image/svg+xml".to_owned());
    Ok(Answer { status: 200, content: Content::Bytes { bytes, kind }, ..Answer::nothing() })
}

//! What a page tells about what was done just before it was opened.

use crate::api::Call;
use crate::http::Answer;

/// What is told, by the word in the address.
const NOTICES: &[(&str, &str)] = &[
    ("saved", "Saved."),
    ("made", "The record was made."),
    ("unchanged", "Nothing was changed, and nothing was written."),
    ("deleted", "The record was deleted."),
];

/// To another page, which tells what was done.
pub(super) fn see(page: &str, done: &str) -> Answer {
    Answer { status: 303, ..Answer::nothing() }
        .with_header("Location", format!("{page}?done={done}"))
}

/// What the page that was opened has to tell.
pub(super) fn of(call: &Call<'_>) -> Option<&'static str> {
    let done = call.request.query_value("done")?;
    NOTICES.iter().find(|(word, _)| *word == done).map(|(_, text)| *text)
}

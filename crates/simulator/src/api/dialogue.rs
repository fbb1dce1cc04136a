//! Pages on which the instance asks a person something or tells them something: sign in, consent,
//! what became of it.

use super::templates;
use crate::{http::Answer, refusal::Refusal};
use serde::Serialize;

/// No frame, in which somebody else's page would have a person click on it. Its form may lead
/// elsewhere: consent goes back to who asked for it.
const POLICY: &str = "frame-ancestors 'none'; base-uri 'none'";

/// Something to tell.
#[derive(Debug, Serialize)]
pub(super) struct Message<'a> {
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    /// Whether something went wrong.
    pub(super) wrong: bool,
}

/// The page of that name, filled with `context`.
pub(super) fn page(status: u16, name: &str, context: impl Serialize) -> Result<Answer, Refusal> {
    templates::page(status, name, context, POLICY)
}

/// A page that only tells something.
pub(super) fn message(status: u16, title: &str, text: &str) -> Result<Answer, Refusal> {
    page(status, "message.html", Message { title, text, wrong: status >= 400 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_escaped_and_said_to_be_a_simulation() {
        let page = message(400, "No <b>", "a & b").unwrap();
        let (bytes, kind) = page.bytes();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!((page.status, kind), (400, Some("text/html;charset=UTF-8")));
        assert!(text.contains("No &lt;b&gt;") && text.contains("a &amp; b"));
        assert!(text.contains("simulat"));
        assert!(text.contains("role=\"alert\""));
    }
}

//! Pages on which the instance asks a person something or tells them something: sign in, consent,
//! what became of it.

use crate::{http::Answer, refusal::Refusal};
use minijinja::{Environment, value::Serde};
use serde::Serialize;

const TEMPLATES: &[(&str, &str)] = &[
    ("dialogue.html", include_str!("../../templates/dialogue.html")),
    ("sign_in.html", include_str!("../../templates/sign_in.html")),
    ("navpage.html", include_str!("../../templates/navpage.html")),
    ("consent.html", include_str!("../../templates/consent.html")),
    ("password_grant.html", include_str!("../../templates/password_grant.html")),
    ("message.html", include_str!("../../templates/message.html")),
];

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
    let rendered = render(name, context);
    Ok(Answer::html(status, rendered.map_err(|error| Refusal::Malformed(error.to_string()))?))
}

/// A page that only tells something.
pub(super) fn message(status: u16, title: &str, text: &str) -> Result<Answer, Refusal> {
    page(status, "message.html", Message { title, text, wrong: status >= 400 })
}

fn render(name: &str, context: impl Serialize) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    environment.get_template(name)?.render(Serde(context))
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

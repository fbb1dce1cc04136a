//! The templates of all pages, and what a browser is told beside each page.

use crate::{http::Answer, refusal::Refusal};
use minijinja::{Environment, Error, value::Serde};
use serde::Serialize;
use std::sync::LazyLock;

const TEMPLATES: &[(&str, &str)] = &[
    // Dialogues.
    ("dialogue.html", include_str!("../../templates/dialogue.html")),
    ("sign_in.html", include_str!("../../templates/sign_in.html")),
    ("navpage.html", include_str!("../../templates/navpage.html")),
    ("consent.html", include_str!("../../templates/consent.html")),
    ("password_grant.html", include_str!("../../templates/password_grant.html")),
    ("message.html", include_str!("../../templates/message.html")),
    // What is on the instance.
    ("frame.html", include_str!("../../templates/page/frame.html")),
    ("style.css", include_str!("../../templates/page/style.css")),
    ("start.html", include_str!("../../templates/page/start.html")),
    ("tables.html", include_str!("../../templates/page/tables.html")),
    ("missing.html", include_str!("../../templates/page/missing.html")),
    ("list.html", include_str!("../../templates/page/list.html")),
    ("record.html", include_str!("../../templates/page/record.html")),
    ("edit.html", include_str!("../../templates/page/edit.html")),
    ("delete.html", include_str!("../../templates/page/delete.html")),
    ("evidence.html", include_str!("../../templates/page/evidence.html")),
];

/// All of them, read once.
static READ: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
});

/// The page of that name, filled with `context`; `policy` is what it may load and who may show it.
pub(super) fn page(
    status: u16,
    name: &str,
    context: impl Serialize,
    policy: &str,
) -> Result<Answer, Refusal> {
    let malformed = |error: &Error| Refusal::Malformed(error.to_string());
    let template = READ.as_ref().map_err(malformed)?.get_template(name);
    let rendered = template.and_then(|template| template.render(Serde(context)));
    let answer = Answer::html(status, rendered.map_err(|error| malformed(&error))?);
    Ok(answer
        .with_header("Content-Security-Policy", policy)
        .with_header("X-Content-Type-Options", "nosniff"))
}

//! What all pages share: templates, navigation, and headers that keep a page to itself.

use super::{person, shelf::SHELVES};
use crate::{
    api::{Call, login},
    http::Answer,
    refusal::Refusal,
};
use minijinja::{Environment, value::Serde};
use serde::Serialize;

const TEMPLATES: &[(&str, &str)] = &[
    ("frame.html", include_str!("../../../templates/page/frame.html")),
    ("style.css", include_str!("../../../templates/page/style.css")),
    ("start.html", include_str!("../../../templates/page/start.html")),
    ("tables.html", include_str!("../../../templates/page/tables.html")),
    ("missing.html", include_str!("../../../templates/page/missing.html")),
    ("list.html", include_str!("../../../templates/page/list.html")),
    ("record.html", include_str!("../../../templates/page/record.html")),
    ("edit.html", include_str!("../../../templates/page/edit.html")),
    ("delete.html", include_str!("../../../templates/page/delete.html")),
    ("evidence.html", include_str!("../../../templates/page/evidence.html")),
];

/// Nothing from elsewhere, no script, no frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Serialize)]
struct Link {
    title: &'static str,
    table: &'static str,
    current: bool,
}

#[derive(Serialize)]
struct Shelf {
    title: &'static str,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Frame<'a, P> {
    shelves: Vec<Shelf>,
    current: &'a str,
    address: &'a str,
    version: &'static str,
    /// Who is signed in; empty where nobody is.
    user: String,
    /// Where somebody signs in who wants to come back here.
    sign_in: String,
    page: P,
}

/// The page of that name, filled with `page`; `current` is the table or page it is about.
pub(super) fn page(
    call: &Call<'_>,
    name: &str,
    current: &str,
    page: impl Serialize,
) -> Result<Answer, Refusal> {
    let shelves = shelves(call, current);
    let (address, version) = (call.instance.world.url.as_str(), env!("CARGO_PKG_VERSION"));
    let user = person::of(call)?.map(|person| person.call.caller.user_name).unwrap_or_default();
    let sign_in = login::sign_in_href(call);
    let context = Frame { shelves, current, address, version, user, sign_in, page };
    let rendered = render(name, context);
    let rendered = rendered.map_err(|error| Refusal::Malformed(error.to_string()))?;
    let answer = Answer::html(200, rendered);
    Ok(answer
        .with_header("Content-Security-Policy", POLICY)
        .with_header("X-Content-Type-Options", "nosniff"))
}

fn shelves(call: &Call<'_>, current: &str) -> Vec<Shelf> {
    let exists = |table: &str| call.instance.world.dictionary.table(table).is_some();
    let links = |shelf: &'static super::shelf::Shelf| {
        let entries = shelf.entries.iter().filter(|entry| exists(entry.table));
        let link = |entry: &'static super::shelf::Entry| {
            let (title, table) = (entry.title, entry.table);
            Link { title, table, current: table == current }
        };
        entries.map(link).collect()
    };
    SHELVES.iter().map(|shelf| Shelf { title: shelf.title, links: links(shelf) }).collect()
}

fn render(name: &str, context: impl Serialize) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    environment.get_template(name)?.render(Serde(context))
}

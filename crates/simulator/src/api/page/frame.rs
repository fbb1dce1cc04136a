//! What all pages share: navigation, and a policy that keeps a page to itself.

use super::{person, shelf::SHELVES};
use crate::{
    api::{Call, login, templates},
    http::Answer,
    refusal::Refusal,
};
use serde::Serialize;

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
    templates::page(200, name, context, POLICY)
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

//! What a page says where there is nothing to show: a table or a record that does not exist, or
//! something that the person may not do.

use super::frame;
use crate::{api::Call, http::Answer, refusal::Refusal};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

/// How much alike the names of two tables are that may be taken for each other.
const ALIKE: f64 = 0.6;
/// How many of them are named.
const MOST: usize = 5;

/// What is told a person who asked for something that is refused; a failure of the instance stays one.
pub(super) fn told(call: &Call<'_>, refusal: Refusal) -> Result<Answer, Refusal> {
    match refusal {
        Refusal::InvalidTable(name) => table(call, &name),
        Refusal::NotFound => record(call, call.capture(0)),
        Refusal::Access(_) => refused(call, &refusal),
        other => Err(other),
    }
}

/// There is no table of that name; some may be called alike.
pub(super) fn table(call: &Call<'_>, name: &str) -> Result<Answer, Refusal> {
    let search: String = byte_serialize(name.as_bytes()).collect();
    let mut links = alike(call, name);
    let search = format!("/look?text={search}");
    links.push(json!({ "title": "Tables whose names contain this", "href": search }));
    links.push(json!({ "title": "All tables", "href": "/look" }));
    let text = format!("The simulated instance has no table {name}.");
    let page = json!({ "title": "No such table", "text": text, "links": links });
    answer(call, 404, "tables", &page)
}

/// There is no record of that sys_id in the table.
pub(super) fn record(call: &Call<'_>, table: &str) -> Result<Answer, Refusal> {
    let page = json!({
        "title": "No such record",
        "text": format!("There is no such record in {table}. It may have been deleted."),
        "links": [{ "title": format!("All of {table}"), "href": format!("/look/{table}") }],
    });
    answer(call, 404, table, &page)
}

/// The access rules do not let the person do that.
fn refused(call: &Call<'_>, refusal: &Refusal) -> Result<Answer, Refusal> {
    let table = call.capture(0);
    let page = json!({
        "title": "Not allowed",
        "text": format!("The access rules do not let you do this. {}", refusal.in_words()),
        "links": [
            { "title": format!("All of {table}"), "href": format!("/look/{table}") },
            { "title": "Sign out, and in as somebody else", "href": "/logout.do" },
        ],
    });
    answer(call, refusal.answer().0, table, &page)
}

/// Links to the tables whose names are most like this one.
fn alike(call: &Call<'_>, name: &str) -> Vec<Value> {
    let name = name.to_lowercase();
    let likeness = |other: &str| strsim::normalized_damerau_levenshtein(&name, other);
    let tables = call.instance.world.dictionary.readable();
    let mut alike: Vec<_> = tables.map(|table| (likeness(&table.name), table)).collect();
    alike.retain(|(likeness, _)| *likeness >= ALIKE);
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let link = |table: &str, label: &str| json!({ "title": format!("{label} ({table})"), "href": format!("/look/{table}") });
    alike.iter().take(MOST).map(|(_, table)| link(&table.name, &table.label)).collect()
}

fn answer(call: &Call<'_>, status: u16, current: &str, page: &Value) -> Result<Answer, Refusal> {
    Ok(Answer { status, ..frame::page(call, "missing.html", current, page)? })
}

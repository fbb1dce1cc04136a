//! What a page says where there is nothing to show: a table or a record that does not exist.

use super::frame;
use crate::{api::Call, http::Answer, refusal::Refusal};
use serde_json::json;
use url::form_urlencoded::byte_serialize;

/// There is no table of that name; some may be called alike.
pub(super) fn table(call: &Call<'_>, name: &str) -> Result<Answer, Refusal> {
    let search: String = byte_serialize(name.as_bytes()).collect();
    let page = json!({
        "title": "No such table",
        "text": format!("The simulated instance has no table {name}."),
        "links": [
            { "title": "Tables whose names contain this", "href": format!("/look?text={search}") },
            { "title": "All tables", "href": "/look" },
        ],
    });
    not_found(call, "tables", &page)
}

/// There is no record of that sys_id in the table.
pub(super) fn record(call: &Call<'_>, table: &str) -> Result<Answer, Refusal> {
    let page = json!({
        "title": "No such record",
        "text": format!("There is no such record in {table}. It may have been deleted."),
        "links": [{ "title": format!("All of {table}"), "href": format!("/look/{table}") }],
    });
    not_found(call, table, &page)
}

fn not_found(call: &Call<'_>, current: &str, page: &serde_json::Value) -> Result<Answer, Refusal> {
    Ok(Answer { status: 404, ..frame::page(call, "missing.html", current, page)? })
}

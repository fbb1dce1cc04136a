//! `GET /look`: every table of the instance.

use super::{count, frame};
use crate::{api::Call, http::Answer, refusal::Refusal};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    name: String,
    label: String,
    extends: String,
    count: usize,
    evidence: &'static str,
    source: String,
}

/// The list of tables; the parameter `text` narrows it.
pub(in crate::api) fn tables(call: &Call<'_>) -> Result<Answer, Refusal> {
    let text = call.request.query_value("text").unwrap_or_default().trim().to_lowercase();
    let mut rows = Vec::new();
    for table in call.instance.world.dictionary.readable() {
        if !table.name.contains(&text) && !table.label.to_lowercase().contains(&text) {
            continue;
        }
        rows.push(Row {
            name: table.name.clone(),
            label: table.label.clone(),
            extends: table.extends.clone().unwrap_or_default(),
            count: count(call, &table.name, "")?,
            evidence: table.evidence.mark(),
            source: table.source.clone(),
        });
    }
    frame::page(call, "tables.html", "tables", serde_json::json!({ "rows": rows, "text": text }))
}

//! The rows about files: `GET /api/now/attachment`, and `GET` and `DELETE` of one.

use super::{TABLE, may, readable, shown};
use crate::{
    api::Call,
    http::{Answer, Content, Request},
    records,
    refusal::{Operation, Refusal},
    store::Record,
    world::Caller,
};
use serde_json::{Value, json};

/// The parameters of a list; values are always given as stored \[D\].
const PARAMETERS: &[&str] =
    &["sysparm_query", "sysparm_limit", "sysparm_offset", "sysparm_suppress_pagination_header"];
/// How many rows are given where nothing is said \[D\].
const DEFAULT_LIMIT: &str = "1000";

/// Lists the files on records the caller may read.
pub(in crate::api) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = super::super::table::list(&Call {
        instance: call.instance,
        request: &request(call.request),
        caller: Caller::system(),
        captures: vec![TABLE.to_owned()],
        version: None,
    })?;
    if let Content::Json(body) = &mut answer.content {
        let rows: Vec<Value> = body["result"].as_array().cloned().unwrap_or_default();
        let rows: Vec<Record> =
            rows.into_iter().filter_map(|row| serde_json::from_value(row).ok()).collect();
        body["result"] = json!(visible(call, &rows)?);
    }
    Ok(answer)
}

fn request(asked: &Request) -> Request {
    let mut request = asked.clone();
    request.query.retain(|(name, _)| PARAMETERS.contains(&name.as_str()));
    let limited = request.query_value("sysparm_limit").is_some();
    let limit = (!limited).then_some(("sysparm_limit", DEFAULT_LIMIT));
    let plain = ("sysparm_exclude_reference_link", "true");
    let added = limit.into_iter().chain([plain]);
    request.query.extend(added.map(|(name, value)| (name.to_owned(), value.to_owned())));
    request
}

fn visible(call: &Call<'_>, rows: &[Record]) -> Result<Vec<Value>, Refusal> {
    call.work(|work| {
        let mut visible = Vec::new();
        for row in rows {
            if may(work, row, Operation::Read)? {
                visible.push(shown(call, row));
            }
        }
        Ok(visible)
    })
}

/// Reads the row about a file.
pub(in crate::api) fn read(call: &Call<'_>) -> Result<Answer, Refusal> {
    let row = call.work(|work| readable(work, call.capture(0)))?;
    Ok(Answer::result(200, &shown(call, &row)))
}

/// Removes a file.
pub(in crate::api) fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.work(|work| {
        let row = readable(work, call.capture(0))?;
        if !may(work, &row, Operation::Update)? {
            return Err(Refusal::Access(Operation::Delete));
        }
        records::delete(work, work.table(TABLE)?, row.value("sys_id"))
    })?;
    Ok(Answer::nothing())
}

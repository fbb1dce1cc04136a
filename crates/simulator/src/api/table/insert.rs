//! `POST /api/now/table/{table}`.

use super::{body, read};
use crate::{
    access::permits,
    api::Call,
    current,
    http::Answer,
    records,
    refusal::{Operation, Refusal},
};
use serde_json::{Value, json};

/// Inserts a row and answers with it, or with 204 where no body is wanted.
pub(in crate::api) fn insert(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (row, location) = call.work(|work| {
        let table = work.table(call.capture(0))?;
        if !work.caller.may(Operation::Insert, table) {
            return Err(Refusal::Access(Operation::Insert));
        }
        let mut input = body::input(work, call.request, table)?;
        if table.is_metadata() {
            input.values.entry("sys_scope".to_owned()).or_insert(current::application(work)?);
        }
        let record = records::insert(work, table, &input)?;
        let id = record.value("sys_id");
        // Rules with a condition look at the record as it was written.
        if !permits(work, Operation::Insert, table, id)? {
            return Err(Refusal::Access(Operation::Insert));
        }
        let shown = work.world.unknowns.insert_shows_row && work.caller.may(Operation::Read, table);
        let row = if shown { read::row(work, call.request, table, id)? } else { None };
        let location = format!("{}/api/now/table/{}/{id}", work.world.url, table.name);
        Ok((row.unwrap_or_else(|| json!({})), location))
    })?;
    Ok(written(call, 201, &row).with_header("Location", location))
}

/// The answer to a write.
pub(super) fn written(call: &Call<'_>, status: u16, row: &Value) -> Answer {
    let silent = call.request.header("x-no-response-body");
    if silent.is_some_and(|text| text.eq_ignore_ascii_case("true")) {
        return Answer::nothing();
    }
    Answer::result(status, row)
}

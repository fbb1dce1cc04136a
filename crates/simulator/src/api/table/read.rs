//! `GET /api/now/table/{table}/{sys_id}`, and the row a write answers with.

use super::{fields::Fields, filter};
use crate::{
    api::Call,
    dictionary::Table,
    http::{Answer, Request},
    query::{Joins, Query},
    refusal::{Operation, Refusal},
    world::Work,
};
use serde_json::Value;

/// Reads one row. One the caller may not see is not there.
pub(in crate::api) fn read(call: &Call<'_>) -> Result<Answer, Refusal> {
    let row = call.work(|work| {
        let table = work.table(call.capture(0))?;
        if !work.caller.may(Operation::Read, table) {
            return Err(Refusal::NotFound);
        }
        row(work, call.request, table, call.capture(1))?.ok_or(Refusal::NotFound)
    })?;
    Ok(Answer::result(200, &row))
}

/// The row with that sys_id in the form `request` wants.
pub(super) fn row(
    work: &Work<'_>,
    request: &Request,
    table: &Table,
    id: &str,
) -> Result<Option<Value>, Refusal> {
    let mut joins = Joins::new(&work.world.dictionary, table);
    let by_id = vec![filter::is("sys_id".to_owned(), id)];
    let query = Query { groups: vec![vec![by_id]], order: Vec::new() };
    let compiled = filter::compile(work, &query, &mut joins)?;
    let fields = Fields::of(work, request, table, &mut joins)?;
    Ok(fields.rows(work, table, &joins, compiled, (1, 0))?.pop())
}

//! `PATCH` and `PUT /api/now/table/{table}/{sys_id}`: both change only what is sent.

use super::{body, insert::written, read};
use crate::{
    api::{Answer, Call},
    records::{self, Operation, Refusal},
};
use serde_json::json;

/// Updates a row and answers with it.
pub(in crate::api) fn update(call: &Call<'_>) -> Result<Answer, Refusal> {
    let row = call.work(|work| {
        let table = work.table(call.capture(0))?;
        if !work.caller.may(Operation::Read, table) {
            return Err(Refusal::NotFound);
        }
        records::fetch(work, &table.name, call.capture(1))?.ok_or(Refusal::NotFound)?;
        if !work.caller.may(Operation::Update, table) {
            return Err(Refusal::Access(Operation::Update));
        }
        let input = body::input(work, call.request, table)?;
        records::update(work, table, call.capture(1), &input)?;
        read::row(work, call.request, table, call.capture(1))
    })?;
    Ok(written(call, 200, &row.unwrap_or_else(|| json!({}))))
}

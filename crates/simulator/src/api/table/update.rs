//! `PATCH` and `PUT /api/now/table/{table}/{sys_id}`: both change only what is sent.

use super::{
    admit::{admit, drop_unwritable},
    body,
    insert::written,
    read,
};
use crate::{
    api::Call,
    http::Answer,
    records,
    refusal::{Operation, Refusal},
};
use serde_json::json;

/// Updates a row and answers with it.
pub(in crate::api) fn update(call: &Call<'_>) -> Result<Answer, Refusal> {
    let row = call.work(|work| {
        let table = work.table(call.capture(0))?;
        admit(work, table, call.capture(1), Operation::Update)?;
        let mut input = body::input(work, call.request, table)?;
        drop_unwritable(work, table, call.capture(1), &mut input)?;
        records::update(work, table, call.capture(1), &input)?;
        read::row(work, call.request, table, call.capture(1))
    })?;
    Ok(written(call, 200, &row.unwrap_or_else(|| json!({}))))
}

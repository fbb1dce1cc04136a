//! `DELETE /api/now/table/{table}/{sys_id}`.

use super::admit::admit;
use crate::{
    api::Call,
    http::Answer,
    records,
    refusal::{Operation, Refusal},
};

/// Deletes a row.
pub(in crate::api) fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.work(|work| {
        let table = work.table(call.capture(0))?;
        admit(work, table, call.capture(1), Operation::Delete)?;
        records::delete(work, table, call.capture(1))
    })?;
    Ok(Answer::nothing())
}

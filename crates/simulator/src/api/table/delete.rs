//! `DELETE /api/now/table/{table}/{sys_id}`.

use crate::{
    api::{Answer, Call},
    records::{self, Operation, Refusal},
};

/// Deletes a row.
pub(in crate::api) fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.work(|work| {
        let table = work.table(call.capture(0))?;
        if !work.caller.may(Operation::Read, table) {
            return Err(Refusal::NotFound);
        }
        records::fetch(work, &table.name, call.capture(1))?.ok_or(Refusal::NotFound)?;
        if !work.caller.may(Operation::Delete, table) {
            return Err(Refusal::Access(Operation::Delete));
        }
        records::delete(work, table, call.capture(1))
    })?;
    Ok(Answer::nothing())
}

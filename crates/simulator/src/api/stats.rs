//! `GET /api/now/stats/{table}`: the Aggregate API's count.

use super::{Answer, Call, table};
use crate::{
    query::Joins,
    records::{Operation, Refusal},
};
use serde_json::json;

/// Counts the rows a query matches: those the caller may see for the result, all of them for the
/// header `X-Total-Count`.
pub(super) fn count(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (total, visible) = call.work(|work| {
        let table = work.table(call.capture(0))?;
        let mut joins = Joins::new(&work.instance.dictionary, table);
        let compiled = table::where_clause(work, call.request, table, &mut joins)?;
        let total = table::count(work, table, &joins, &compiled)?;
        Ok((total, work.caller.may(Operation::Read, table)))
    })?;
    let seen = if visible { total } else { 0 };
    let stats = json!({ "stats": { "count": seen.to_string() } });
    Ok(Answer::result(200, &stats).with_header("X-Total-Count", total.to_string()))
}

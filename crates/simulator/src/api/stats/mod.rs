//! `GET /api/now/stats/{table}`: the Aggregate API (docs/facts.md#aggregate).

mod asked;
mod measure;
mod statement;

use super::{Call, table};
use crate::{
    access,
    http::Answer,
    query::Joins,
    refusal::{Operation, Refusal},
};
use asked::Asked;
use serde_json::Value;
use statement::Statement;

/// Figures over the rows a query matches: one set, or one for each group. Rows the caller may not
/// see count for the header `X-Total-Count` alone.
pub(super) fn aggregate(call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = Asked::of(call.request);
    let (total, sets) = call.work(|work| {
        let table = work.table(call.capture(0))?;
        let mut joins = Joins::new(&work.world.dictionary, table);
        let mut compiled = table::where_clause(work, call.request, table, &mut joins)?;
        let statement = Statement::of(work, call.request, &asked, table, &mut joins);
        let total = table::count(work, table, &joins, &compiled)?;
        let seen = access::guard(work, &mut joins, &work.caller.rows(Operation::Read, table))?;
        compiled.condition = format!("({}) AND {}", compiled.condition, seen.sql);
        compiled.parameters.extend(seen.parameters);
        Ok((total, statement.sets(work, table, &joins, compiled)?))
    })?;
    let result = match (asked.groups.is_empty(), sets) {
        (true, mut sets) => sets.pop().unwrap_or_default(),
        (false, sets) => Value::Array(sets),
    };
    Ok(Answer::result(200, &result).with_header("X-Total-Count", total.to_string()))
}

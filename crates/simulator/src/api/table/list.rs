//! `GET /api/now/table/{table}`.

use super::{fields::Fields, filter::where_clause, pages::Page};
use crate::{
    api::Call,
    dictionary::Table,
    http::Answer,
    query::{Compiled, Joins},
    refusal::{Operation, Refusal},
    store,
    world::Work,
};
use rusqlite::params_from_iter;
use serde_json::Value;

/// Lists rows. The page is cut before rows the caller may not see are taken out of it.
pub(in crate::api) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = Page::of(call.request);
    let (rows, total) = call.work(|work| {
        let table = work.table(call.capture(0))?;
        let mut joins = Joins::new(&work.world.dictionary, table);
        let compiled = where_clause(work, call.request, table, &mut joins)?;
        let fields = Fields::of(work, call.request, table, &mut joins)?;
        let total = if page.counts { Some(count(work, table, &joins, &compiled)?) } else { None };
        let visible = work.caller.may(Operation::Read, table);
        let rows = if visible {
            fields.rows(work, table, &joins, compiled, (page.limit, page.offset))?
        } else {
            Vec::new()
        };
        Ok((rows, total))
    })?;
    if rows.is_empty() && call.version == Some(1) {
        return Err(Refusal::NotFound);
    }
    Ok(page.headers(call, Answer::result(200, &Value::Array(rows)), total))
}

/// How many rows match, seen or unseen.
pub(in crate::api) fn count(
    work: &Work<'_>,
    table: &Table,
    joins: &Joins<'_>,
    compiled: &Compiled,
) -> Result<i64, Refusal> {
    let class = store::is_of_class(table, "t.sys_class_name");
    let sql =
        format!("SELECT count(*) FROM {} WHERE {class} AND ({})", joins.sql(), compiled.condition);
    let mut statement = work.connection.prepare_cached(&sql)?;
    Ok(statement.query_row(params_from_iter(&compiled.parameters), |row| row.get(0))?)
}

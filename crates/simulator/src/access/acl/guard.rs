//! A right that depends on the row, as SQL.

use crate::{
    dictionary::Table,
    locale::Locale,
    query::{self, Asking, Circumstances, Joins},
    refusal::{Operation, Refusal},
    store::{self, quoted},
    unknowns::UnknownQueryColumn,
    world::{Right, Work},
};
use rusqlite::{OptionalExtension, params_from_iter, types::Value};

/// SQL that is 1 for the rows a right covers, and the values of its parameters in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guard {
    pub(crate) sql: String,
    pub(crate) parameters: Vec<Value>,
}

impl Guard {
    fn plain(sql: &str) -> Self {
        Self { sql: sql.to_owned(), parameters: Vec::new() }
    }
}

/// The SQL for `right`, over the tables of `joins`, for whom `work` is done.
pub(crate) fn guard(
    work: &Work<'_>,
    joins: &mut Joins<'_>,
    right: &Right,
) -> Result<Guard, Refusal> {
    Ok(match right {
        Right::Always => Guard::plain("1"),
        Right::Never => Guard::plain("0"),
        Right::Matching(query) => matching(work, joins, query)?,
        Right::RoleListedIn(column) => role_listed(work, joins, column),
        Right::All(parts) => joined(work, joins, parts, " AND ")?,
        Right::Any(parts) => joined(work, joins, parts, " OR ")?,
        Right::Not(part) => {
            let inner = guard(work, joins, part)?;
            Guard { sql: format!("NOT coalesce({}, 0)", inner.sql), ..inner }
        }
    })
}

fn joined(
    work: &Work<'_>,
    joins: &mut Joins<'_>,
    parts: &[Right],
    between: &str,
) -> Result<Guard, Refusal> {
    let parts = parts.iter().map(|part| guard(work, joins, part));
    let parts: Vec<Guard> = parts.collect::<Result<_, _>>()?;
    let sql: Vec<&str> = parts.iter().map(|part| part.sql.as_str()).collect();
    let sql = format!("({})", sql.join(between));
    Ok(Guard { sql, parameters: parts.into_iter().flat_map(|part| part.parameters).collect() })
}

/// A condition may look at every column; one that names a column that is not there holds nowhere.
fn matching(work: &Work<'_>, joins: &mut Joins<'_>, text: &str) -> Result<Guard, Refusal> {
    let query = query::parse(text, work.world.unknowns.caret_escaped_by_doubling);
    let locale = if query.is_timed() { Locale::of(work)? } else { Locale::default() };
    let asking = Asking {
        circumstances: Circumstances {
            user_name: &work.caller.user_name,
            user_id: &work.caller.user_id,
            now: work.now,
            locale: &locale,
        },
        on_unknown: UnknownQueryColumn::Dropped,
        unknown_matches_nothing: true,
        may_read: &|_| true,
    };
    let compiled = query::compile(&query, joins, &work.world.dictionary, &asking)
        .map_err(|_| Refusal::UnreadableQuery)?;
    Ok(Guard { sql: format!("({})", compiled.condition), parameters: compiled.parameters })
}

/// Role names stand in the column between commas.
fn role_listed(work: &Work<'_>, joins: &mut Joins<'_>, column: &str) -> Guard {
    let Some(place) = joins.place(column) else { return Guard::plain("0") };
    let held = work.caller.roles.iter();
    let parameters: Vec<Value> = held.map(|role| Value::Text(format!("%,{role},%"))).collect();
    let listed = format!("(',' || replace({}, ' ', '') || ',') LIKE ?", place.sql);
    let sql = vec![listed; parameters.len()].join(" OR ");
    Guard { sql: if sql.is_empty() { "0".to_owned() } else { format!("({sql})") }, parameters }
}

/// Whether the caller of `work` may do `operation` to that row of `table`.
pub(crate) fn permits(
    work: &Work<'_>,
    operation: Operation,
    table: &Table,
    id: &str,
) -> Result<bool, Refusal> {
    covers(work, table, id, &work.caller.rows(operation, table))
}

/// Whether a right of the caller of `work` covers that row of `table`.
pub(crate) fn covers(
    work: &Work<'_>,
    table: &Table,
    id: &str,
    right: &Right,
) -> Result<bool, Refusal> {
    match right {
        Right::Always => Ok(true),
        Right::Never => Ok(false),
        right => holds(work, table, id, right),
    }
}

fn holds(work: &Work<'_>, table: &Table, id: &str, right: &Right) -> Result<bool, Refusal> {
    let mut joins = Joins::new(&work.world.dictionary, table);
    let Guard { sql, mut parameters } = guard(work, &mut joins, right)?;
    parameters.push(Value::Text(id.to_owned()));
    let class = store::is_of_class(table, "t.sys_class_name");
    let sql =
        format!("SELECT {sql} FROM {} WHERE {class} AND t.{} = ?", joins.sql(), quoted("sys_id"));
    let mut statement = work.connection.prepare_cached(&sql)?;
    let held =
        statement.query_row(params_from_iter(parameters), |row| row.get::<_, Option<bool>>(0));
    Ok(held.optional()?.flatten().unwrap_or(false))
}

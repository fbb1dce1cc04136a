//! Which rows a request means: an encoded query, or simple `column=value` filters.

use crate::{
    dictionary::Table,
    http::Request,
    locale::Locale,
    query::{
        self, Asking, Circumstances, Clause, Compiled, Condition, Joins, Operator, Place, Query,
    },
    refusal::{Operation, Refusal},
    unknowns::UnknownQueryColumn,
    world::{Right, Work},
};

/// Whether a query on a column that is not there gives no rows (docs/facts.md#dropped-condition).
const INVALID_QUERY: &str = "glide.invalid_query.returns_no_rows";

/// The SQL for the rows `request` asks for.
pub(in crate::api) fn where_clause(
    work: &Work<'_>,
    request: &Request,
    table: &Table,
    joins: &mut Joins<'_>,
) -> Result<Compiled, Refusal> {
    let query = match request.query_value("sysparm_query") {
        Some(text) => query::parse(text, work.world.unknowns.caret_escaped_by_doubling),
        None => filters(work, request, table),
    };
    compile(work, &query, joins)
}

/// The SQL for `query`, asked by the caller of `work`.
pub(super) fn compile(
    work: &Work<'_>,
    query: &Query,
    joins: &mut Joins<'_>,
) -> Result<Compiled, Refusal> {
    let start = joins.start().to_owned();
    let locale = if query.is_timed() { Locale::of(work)? } else { Locale::default() };
    let asking = Asking {
        circumstances: Circumstances {
            user_name: &work.caller.user_name,
            user_id: &work.caller.user_id,
            now: work.now,
            locale: &locale,
        },
        on_unknown: on_unknown(work),
        unknown_matches_nothing: work.property(INVALID_QUERY)? == "true",
        may_read: &|place| may_read(work, &start, place),
    };
    query::compile(query, joins, &work.world.dictionary, &asking)
        .map_err(|_| Refusal::UnreadableQuery)
}

/// Rules about queries refuse what cannot be read, whatever else is unknown.
fn on_unknown(work: &Work<'_>) -> UnknownQueryColumn {
    if work.caller.is_refused_unreadable_queries() {
        UnknownQueryColumn::Refused
    } else {
        work.world.unknowns.unknown_query_column
    }
}

/// Whether the caller may read what a path from `table` leads to: of `table` itself the column's
/// own rule counts, elsewhere the right to all rows of the table too.
pub(super) fn may_read(work: &Work<'_>, table: &str, place: &Place) -> bool {
    let Some(owner) = work.world.dictionary.table(&place.table) else { return false };
    let here = owner.name == table;
    let caller = work.caller;
    (here || caller.rows(Operation::Read, owner) == Right::Always)
        && caller.may_read(owner, &place.column)
}

fn filters(work: &Work<'_>, request: &Request, table: &Table) -> Query {
    let given = request
        .query
        .iter()
        .filter(|(name, _)| !name.starts_with("sysparm_") && name != "access_token");
    let clauses = given.map(|(name, text)| clause(work, table, name, text)).collect();
    Query { groups: vec![clauses], order: Vec::new() }
}

/// A filter matches the stored value, the label of a choice and the display value of a reference.
fn clause(work: &Work<'_>, table: &Table, name: &str, text: &str) -> Clause {
    let mut clause = vec![is(name.to_owned(), text)];
    let Some(column) = table.column(name) else { return clause };
    let labelled = column.choices.iter().find(|(_, label)| *label == text);
    clause.extend(labelled.map(|(value, _)| is(name.to_owned(), value)));
    let target = column.reference.as_deref().filter(|_| column.kind.is_link());
    let target = target.and_then(|target| work.world.dictionary.table(target));
    if let Some(target) = target.filter(|target| work.caller.may(Operation::Read, target)) {
        clause.push(is(format!("{name}.{}", target.display_column()), text));
    }
    clause
}

/// The condition that the column at the end of `path` is `text`.
pub(super) fn is(path: String, text: &str) -> Condition {
    Condition { path, operator: Operator::Is, value: text.to_owned() }
}

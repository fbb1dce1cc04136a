//! Which rows a request means: an encoded query, or simple `column=value` filters.

use crate::{
    api::Request,
    dictionary::Table,
    instance::Work,
    query::{self, Circumstances, Clause, Compiled, Condition, Joins, Operator, Query},
    records::Refusal,
};

/// Whether a query on a column that is not there gives no rows (facts 2.6).
const INVALID_QUERY: &str = "glide.invalid_query.returns_no_rows";

/// The SQL for the rows `request` asks for.
pub(in crate::api) fn where_clause(
    work: &Work<'_>,
    request: &Request,
    table: &Table,
    joins: &mut Joins<'_>,
) -> Result<Compiled, Refusal> {
    let query = match request.query_value("sysparm_query") {
        Some(text) => query::parse(text),
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
    let instance = work.instance;
    let circumstances = Circumstances {
        user_name: &work.caller.user_name,
        user_id: &work.caller.user_id,
        now: work.now,
    };
    let nothing = work.property(INVALID_QUERY)? == "true";
    let unknown = instance.unknowns.unknown_query_column;
    query::compile(query, joins, &instance.dictionary, circumstances, unknown, nothing)
        .map_err(|_| Refusal::UnreadableQuery)
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
    if let Some(target) = target.and_then(|target| work.instance.dictionary.table(target)) {
        clause.push(is(format!("{name}.{}", target.display_column()), text));
    }
    clause
}

/// The condition that the column at the end of `path` is `text`.
pub(super) fn is(path: String, text: &str) -> Condition {
    Condition { path, operator: Operator::Is, value: text.to_owned() }
}

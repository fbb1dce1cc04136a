//! The page to look at: what an administrator would see in the lists of the instance.

use super::{Answer, Call, routes::ROUTES};
use crate::{
    access::{COLUMN_RULES, TABLE_RULES},
    dictionary::{Column, Kind, Table},
    instance::Work,
    records::{Refusal, fetch, find, value},
    rules::RULES,
    store::Record,
};
use minijinja::{Environment, value::Serde};
use serde::Serialize;

const TEMPLATE: &str = include_str!("page.html");

/// The lists shown, with the columns a person looks for.
const LISTS: &[(&str, &[&str])] = &[
    (
        "oauth_entity",
        &[
            "name",
            "type",
            "client_id",
            "client_secret",
            "default_grant_type",
            "token_url",
            "active",
        ],
    ),
    ("oauth_entity_profile", &["name", "oauth_entity", "grant_type", "default"]),
    (
        "discovery_credentials",
        &["name", "sys_class_name", "user_name", "password", "oauth_entity_profile", "active"],
    ),
    ("sys_alias", &["name", "id", "type", "connection_type", "sys_scope"]),
    (
        "sys_connection",
        &["name", "sys_class_name", "connection_alias", "credential", "connection_url", "active"],
    ),
    ("sys_store_app", &["name", "scope", "version"]),
];

#[derive(Serialize)]
struct List {
    title: String,
    table: String,
    evidence: &'static str,
    source: String,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Table or column, readers, writers and mark.
type AccessRow = (String, String, String, &'static str);

#[derive(Serialize)]
struct Page {
    lists: Vec<List>,
    /// Name and mark.
    rules: Vec<(&'static str, &'static str)>,
    access: Vec<AccessRow>,
    /// Method, path and source.
    endpoints: Vec<(&'static str, &'static str, &'static str)>,
}

/// `GET /`.
pub(super) fn start(call: &Call<'_>) -> Result<Answer, Refusal> {
    let lists = call.work(|work| {
        LISTS
            .iter()
            .map(|(table, columns)| list(work, table, columns))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let rules = RULES.iter().map(|rule| (rule.name, rule.evidence.mark())).collect();
    let access = access();
    let endpoints =
        ROUTES.iter().map(|route| (route.method, route.pattern, route.source)).collect();
    let context = Serde(Page { lists, rules, access, endpoints });
    let page = Environment::new()
        .render_named_str("page.html", TEMPLATE, context)
        .map_err(|error| Refusal::Malformed(error.to_string()))?;
    Ok(Answer::html(200, page))
}

fn access() -> Vec<AccessRow> {
    let tables = TABLE_RULES.iter().map(|rule| {
        (rule.table.to_owned(), rule.read.join(", "), rule.write.join(", "), rule.evidence.mark())
    });
    let roles = |roles: Option<&[&str]>| roles.map_or("as its table".to_owned(), |r| r.join(", "));
    let columns = COLUMN_RULES.iter().map(|rule| {
        let name = format!("{}.{}", rule.table, rule.column);
        (name, roles(rule.read), roles(rule.write), rule.evidence.mark())
    });
    tables.chain(columns).collect()
}

fn list(work: &Work<'_>, name: &str, columns: &[&str]) -> Result<List, Refusal> {
    let table = work.table(name)?;
    let heading = |column: &&str| match any_column(work, table, column) {
        Some(column) => column.label.clone(),
        None => (*column).to_owned(),
    };
    let records = find(work, name, &[])?;
    let rows: Result<Vec<_>, _> =
        records.iter().map(|row| cells(work, table, row, columns)).collect();
    Ok(List {
        title: table.label.clone(),
        table: name.to_owned(),
        evidence: table.evidence.mark(),
        source: table.source.clone(),
        headings: columns.iter().map(heading).collect(),
        rows: rows?,
    })
}

fn any_column<'a>(work: &Work<'a>, table: &Table, name: &str) -> Option<&'a Column> {
    let family = work.instance.dictionary.family(&table.name);
    family.into_iter().find_map(|table| table.column(name)).map(|column| &**column)
}

/// A row's cells, with the columns of its real class.
fn cells(
    work: &Work<'_>,
    table: &Table,
    row: &Record,
    columns: &[&str],
) -> Result<Vec<String>, Refusal> {
    let class = value(row, "sys_class_name");
    let class = if class.is_empty() { &table.name } else { class };
    let row = fetch(work, class, value(row, "sys_id"))?.unwrap_or_default();
    let class = work.table(class)?;
    columns
        .iter()
        .map(|name| match class.column(name) {
            Some(column) => cell(work, column, value(&row, name)),
            None => Ok(String::new()),
        })
        .collect()
}

fn cell(work: &Work<'_>, column: &Column, stored: &str) -> Result<String, Refusal> {
    if stored.is_empty() {
        return Ok(String::new());
    }
    if column.kind.is_secret() {
        return Ok("********".to_owned());
    }
    let target = column.reference.as_deref().filter(|_| column.kind == Kind::Reference);
    let Some(target) = target else {
        return Ok(column.choices.get(stored).map_or(stored, String::as_str).to_owned());
    };
    let display = work.table(target)?.display_column();
    let row = fetch(work, target, stored)?;
    Ok(row.map_or_else(|| stored.to_owned(), |row| value(&row, display).to_owned()))
}

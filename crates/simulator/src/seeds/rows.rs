//! Rows written down as text: tables of rows, each a set of columns.
//!
//! `"@column:value"` in a reference stands for the row of the referenced table that has this value
//! there. A row without `sys_id` gets one that depends on what it holds, so that it is the same
//! on every instance.

use crate::{
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    vault,
    world::{Meaning, Work},
};
use std::collections::BTreeMap;
use toml::Value;

/// Rows by table.
pub(super) type Rows = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// Inserts `rows`, what others refer to first; `shared` is added to each row that has the columns.
pub(super) fn insert_all(
    work: &Work<'_>,
    rows: &Rows,
    shared: &[(&str, &str)],
) -> Result<(), Refusal> {
    let mut tables: Vec<&String> = rows.keys().collect();
    tables.sort_by_key(|table| place(table));
    for table in tables {
        for row in &rows[table] {
            insert(work, table, row, shared)?;
        }
    }
    Ok(())
}

/// Tables that others refer to come first.
fn place(table: &str) -> usize {
    const FIRST: &[&str] = &[
        "sys_scope",
        "sys_user_role",
        "sys_user",
        "sys_app_application",
        "sys_retry_policy",
        "sys_update_set_source",
        "simulator_remote_update_set",
        "sys_atf_test",
        "scan_check_suite",
        "scan_table_check",
    ];
    FIRST.iter().position(|first| *first == table).unwrap_or(FIRST.len())
}

fn insert(
    work: &Work<'_>,
    table: &str,
    row: &BTreeMap<String, Value>,
    shared: &[(&str, &str)],
) -> Result<(), Refusal> {
    let table = work.table(table)?;
    let mut values = Record::default();
    for (name, written) in row {
        let column = table.column(name).ok_or_else(|| no_column(&table.name, name))?;
        let text = text(written);
        let text = match (text.strip_prefix('@'), &column.reference) {
            (Some(key), Some(target)) => referred(work, target, key)?,
            _ => text,
        };
        values.insert(name.clone(), text);
    }
    for (name, text) in shared.iter().filter(|(name, _)| table.column(name).is_some()) {
        values.insert((*name).to_owned(), (*text).to_owned());
    }
    let id = stable_id(&table.name, &values);
    let id = values.entry("sys_id".to_owned()).or_insert(id).clone();
    if work.fetch(&table.name, &id)?.is_none() {
        records::insert(work, table, &Input { values, meaning: Meaning::Platform })?;
    }
    Ok(())
}

fn text(written: &Value) -> String {
    match written {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn referred(work: &Work<'_>, target: &str, key: &str) -> Result<String, Refusal> {
    let (column, wanted) = key.split_once(':').unwrap_or(("name", key));
    let found = match work.table(target)?.column(column) {
        Some(_) => work.find(target, &[(column, wanted)])?,
        None => return Err(no_column(target, column)),
    };
    let row = found
        .first()
        .ok_or_else(|| Refusal::Malformed(format!("no row of {target} has {column} {wanted}")))?;
    Ok(row.value("sys_id").to_owned())
}

fn no_column(table: &str, column: &str) -> Refusal {
    Refusal::Malformed(format!("{table} has no column {column}"))
}

fn stable_id(table: &str, values: &BTreeMap<String, String>) -> String {
    let mut digest = vault::token_digest(&format!("{table} {values:?}"));
    digest.truncate(32);
    digest
}
